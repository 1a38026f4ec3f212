/** A state in a word, with a dot that repeats it in colour. */
import styles from './status.module.css';

export function Status({ tone, label }: { tone: 'ok' | 'warn' | 'danger' | 'quiet'; label: string }) {
  return (
    <span className={styles.status} data-tone={tone}>
      <span className={styles.dot} aria-hidden />
      {label}
    </span>
  );
}
