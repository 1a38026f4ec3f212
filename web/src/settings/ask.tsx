/** What a query shows while it is asked, and when it was refused; its answer is drawn by the caller. */
import type { ReactNode } from 'react';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import styles from './settings.module.css';

/** The part of a query's result, of one page or of many, that is read here. */
interface Asked<Data> {
  data: Data | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

/** `what` completes "Loading …" and "We could not load …"; `rows` is how many are usual. */
export function Ask<Data>({
  query,
  what,
  rows = 2,
  children,
}: {
  query: Asked<Data>;
  what: string;
  rows?: number;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState compact what={what} error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status">
      <span className="visually-hidden">Loading {what}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} aria-hidden>
          <div className={styles.words}>
            <Skeleton width={160} height={14} />
            <Skeleton width={220} />
          </div>
          <Skeleton width={88} height={28} radius={6} />
        </div>
      ))}
    </div>
  );
}
