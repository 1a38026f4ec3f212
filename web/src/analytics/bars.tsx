/** Rows of a breakdown, largest first: a bar, a name, a share, a number; pressing one narrows the page to it. */
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatShare } from '../format/number.ts';
import styles from '../design/bars.module.css';

export interface Bar {
  id: string;
  label: string;
  /** For those who hear it: the country of a city. */
  detail?: string | undefined;
  /** Two letters before the name. */
  code?: string | undefined;
  value: number | null;
  words: string;
  /** Of the whole, 0 to 1; absent for rates. */
  share?: number | undefined;
  chosen?: boolean;
  /** Absent: it cannot be narrowed to. */
  onChoose?: (() => void) | undefined;
}

export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const largest = bars.reduce((most, { value }) => Math.max(most, value ?? 0), 0) || 1;
  return (
    <ol className={styles.rows} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id}>
          <Row bar={bar}>
            <span className={styles.bar} style={{ width: `${((bar.value ?? 0) / largest) * 100}%` }} aria-hidden />
            {bar.code && (
              <span className={styles.code} aria-hidden>
                {bar.code}
              </span>
            )}
            <span className={styles.label} title={bar.label}>
              {bar.label}
              {/* To the eye the letters before it say the same. */}
              {bar.detail && <span className="visually-hidden">, {bar.detail}</span>}
            </span>
            {bar.chosen && <Check size={14} aria-hidden className={styles.tick} />}
            {bar.share !== undefined && <span className={styles.share}>{formatShare(bar.share, 1)}</span>}
            <span className={styles.value}>{bar.words}</span>
          </Row>
        </li>
      ))}
    </ol>
  );
}

function Row({ bar, children }: { bar: Bar; children: ReactNode }) {
  if (!bar.onChoose) return <div className={styles.row}>{children}</div>;
  return (
    <button type="button" className={styles.row} aria-pressed={bar.chosen ?? false} onClick={bar.onChoose}>
      {children}
    </button>
  );
}
