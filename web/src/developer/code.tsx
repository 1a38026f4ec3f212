/** A block of code with a button that copies it. */
import { CopyButton } from '../design/copy-button.tsx';
import styles from './code.module.css';

export function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className={styles.block}>
      <pre className={styles.code} role="region" aria-label={what}>
        <code>{text}</code>
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} what={what} look="ghost" size="small" />
      </div>
    </div>
  );
}
