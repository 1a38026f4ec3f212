/** Under the list: how many there are, and the keys that work in it. */
import { Kbd } from '../design/kbd.tsx';
import { countOf, formatCount } from '../format/number.ts';
import styles from './links.module.css';

const KEYS = [
  ['J', 'next'],
  ['K', 'previous'],
  ['X', 'select'],
  ['C', 'copy'],
  ['E', 'edit'],
  ['/', 'search'],
] as const;

export function ListFoot({ total, rows }: { total: number; rows: number }) {
  return (
    <footer className={styles.foot}>
      <p role="status">
        {countOf(total, 'link')}
        {total > rows && `, the first ${formatCount(rows)} of them in this list. Search or filter to see others.`}
      </p>
      <p className={styles.keys}>
        {KEYS.map(([key, does]) => (
          <span key={key} className={styles.key}>
            <Kbd>{key}</Kbd> {does}
          </span>
        ))}
      </p>
    </footer>
  );
}
