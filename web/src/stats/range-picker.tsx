/** Chooses a report's period; each choice is an address, so it can be shared and gone back to. */
import { Link } from '@tanstack/react-router';
import styles from '../design/segments.module.css';
import type { Range } from './range.ts';
import { DEFAULT_RANGE, RANGES, rangeLabel, rangeWords } from './range.ts';

export function RangePicker({ range }: { range: Range }) {
  return (
    <nav aria-label="Period" className={styles.segments}>
      {RANGES.map((choice) => (
        <Link
          key={choice}
          to="."
          search={choice === DEFAULT_RANGE ? {} : { range: choice }}
          replace
          resetScroll={false}
          className={styles.segment}
          title={rangeWords(choice)}
          activeOptions={{ exact: true, includeSearch: true }}
          data-chosen={choice === range ? '' : undefined}
        >
          {rangeLabel(choice)}
        </Link>
      ))}
    </nav>
  );
}
