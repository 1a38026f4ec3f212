/** When in the week it happens. */
import { useRef } from 'react';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { useAnalytics } from './analytics-context.ts';
import { heatWeek } from './heat.ts';
import styles from './heat-card.module.css';
import { HeatMap } from './heat-map.tsx';
import { heatParams, useReport } from './queries.ts';
import { useSeen } from './use-seen.ts';

export function HeatCard() {
  const { workspaceId, search, metric } = useAnalytics();
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const query = useReport(workspaceId, heatParams(search), seen);
  return (
    <Card title="Hours of the week" aside={<span className={styles.zone}>Your time zone</span>}>
      <div ref={body} className={styles.body} data-old={query.isPlaceholderData ? '' : undefined}>
        {query.data ? (
          <HeatMap week={heatWeek(query.data, metric)} metric={metric} />
        ) : query.isError ? (
          <ErrorState compact what="the hours" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <HeatSkeleton waiting={!seen} />
        )}
      </div>
    </Card>
  );
}

/** @param waiting nothing has been asked for yet, so there is nothing to say */
export function HeatSkeleton({ waiting }: { waiting: boolean }) {
  return (
    <div role="status" className={styles.ghost}>
      {!waiting && <span className="visually-hidden">Loading the hours</span>}
      <Skeleton height="100%" radius={8} />
    </div>
  );
}
