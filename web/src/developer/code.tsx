/** A block of code with a button that copies it. */
import { CopyButton } from '../design/copy-button.tsx';
import styles from './code.module.css';

export function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className={styles.block}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long answers scroll, by keys too */}
      <pre className={styles.code} role="region" aria-label={what} tabIndex={0}>
        <code>{text}</code>
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} what={what} look="ghost" size="small" />
      </div>
    </div>
  );
}
