/** A count that glows for a moment when it grows. */
import { useState } from 'react';
import { classNames } from '../design/class-names.ts';
import { formatCount } from '../format/number.ts';
import styles from './live-count.module.css';

export function LiveCount({ count, className }: { count: number; className?: string | undefined }) {
  const [known, setKnown] = useState({ count, growths: 0 });
  if (known.count !== count) setKnown({ count, growths: known.growths + (count > known.count ? 1 : 0) });
  // A new key starts the animation again.
  return (
    <span
      key={known.growths}
      className={classNames('figures', styles.count, known.growths > 0 && styles.grown, className)}
    >
      {formatCount(count)}
    </span>
  );
}
