/** One large number with its name; a skeleton until the number is there. */
import type { ReactNode } from 'react';
import { Skeleton } from '../design/skeleton.tsx';
import styles from './figure.module.css';

export function Figure({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>
        {label} <span className={styles.note}>{note}</span>
      </dt>
      <dd className={styles.value}>{children || <Skeleton width={72} height={24} />}</dd>
    </div>
  );
}
