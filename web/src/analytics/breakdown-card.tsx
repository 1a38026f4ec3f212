/** One card of breakdowns: a tab for each, its largest values, all of them in a dialog. */
import { useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { useAnalytics } from './analytics-context.ts';
import { Bars } from './bars.tsx';
import styles from './breakdown-card.module.css';
import { type Dimension, type DimensionName, dimension, isChosen, type RowKey, toggled } from './dimension.ts';
import { breakdownParams, CARD_ROWS, useReport } from './queries.ts';
import { useRegionNames } from '../format/region-names.ts';
import { TabbedCard } from './tabs.tsx';
import { toBars } from './to-bars.ts';
import { useSeen } from './use-seen.ts';

/** What fits without scrolling; the rest is one click away. */
const SHOWN = 8;

interface BreakdownCardProps {
  title: string;
  dimensions: readonly DimensionName[];
}

export function BreakdownCard({ title, dimensions }: BreakdownCardProps) {
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const { showAll } = useAnalytics();
  const [name, setName] = useState<DimensionName>(dimensions[0] ?? 'links');
  const tabs = dimensions.map((each) => ({ name: each, label: dimension(each).tab }));
  const aside = (
    <Button look="ghost" size="small" onClick={() => showAll(name)}>
      Show all<span className="visually-hidden"> {dimension(name).tab.toLowerCase()}</span>
    </Button>
  );
  return (
    <TabbedCard title={title} tabs={tabs} value={name} onChange={setName} aside={aside}>
      <div ref={body} className={styles.body}>
        <TopValues of={dimension(name)} seen={seen} shown={SHOWN} />
      </div>
    </TabbedCard>
  );
}

/** The largest values of one breakdown. */
export function TopValues({ of, seen, shown }: { of: Dimension; seen: boolean; shown: number }) {
  const { workspaceId, search, metric } = useAnalytics();
  const choosing = useChoosing(of);
  const regions = useRegionNames(of.filter === 'region');
  const query = useReport(workspaceId, breakdownParams(search, of, CARD_ROWS), seen);
  if (query.data && !isOtherBreakdown(query.data.groupBy, of)) {
    const bars = toBars(query.data, of, metric, { choosing, regions }).filter(({ value }) => value !== 0);
    return bars.length > 0 ? (
      <div className={styles.list} data-old={query.isPlaceholderData ? '' : undefined}>
        <Bars bars={bars.slice(0, shown)} label={of.tab} />
      </div>
    ) : (
      <EmptyState compact title="Nothing yet">
        {of.empty}
      </EmptyState>
    );
  }
  if (query.isError)
    return (
      <ErrorState
        compact
        what={`the ${of.tab.toLowerCase()}`}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return <BarsSkeleton rows={shown} waiting={!seen} />;
}

/** Rows of another tab must not stand under this one's name while its own are on their way. */
const isOtherBreakdown = (groupBy: readonly string[], of: Dimension) => groupBy[0] !== of.by;

/** How rows of this breakdown narrow the page. */
export function useChoosing(of: Dimension, afterwards?: () => void) {
  const { search, onSearch } = useAnalytics();
  return {
    isChosen: (key: RowKey) => isChosen(search, of, key),
    choose: (key: RowKey) => {
      const next = toggled(search, of, key);
      if (!next) return undefined;
      return () => {
        onSearch(next);
        afterwards?.();
      };
    },
  };
}

const GHOSTS = [88, 64, 52, 44, 36, 30, 24, 20];

/** @param waiting nothing has been asked for yet, so there is nothing to say */
export function BarsSkeleton({ rows, waiting = false }: { rows: number; waiting?: boolean }) {
  return (
    <div role="status" className={styles.ghosts}>
      {!waiting && <span className="visually-hidden">Loading</span>}
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width={`${GHOSTS[row] ?? 16}%`} height={20} />
      ))}
    </div>
  );
}
