/** One dimension of a report, largest first, each with its share. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { formatCount, formatShare } from '../format/number.ts';
import bars from '../design/bars.module.css';
import styles from './breakdown.module.css';

/** What fits without scrolling; the rest is one click away. */
const ROWS_AT_FIRST = 7;

export interface BreakdownRow {
  id: string;
  label: ReactNode;
  clicks: number;
}

interface BreakdownProps<Item> {
  title: string;
  /** Completes "We could not load …". */
  what: string;
  query: UseQueryResult<Item[]>;
  toRow: (item: Item) => BreakdownRow;
  /** Said when there is nothing to break down. */
  empty: string;
}

export function Breakdown<Item>({ title, what, query, toRow, empty }: BreakdownProps<Item>) {
  const [all, setAll] = useState(false);
  const rows = query.data?.map(toRow);
  const hidden = rows ? Math.max(0, rows.length - ROWS_AT_FIRST) : 0;
  return (
    <Card
      title={title}
      aside={
        hidden > 0 ? (
          <ShowAll count={rows?.length ?? 0} all={all} onChange={setAll} />
        ) : (
          <span className={styles.unit}>Clicks</span>
        )
      }
    >
      <div className={styles.body}>
        {rows ? (
          rows.length > 0 ? (
            <Rows rows={rows} visible={all ? rows.length : ROWS_AT_FIRST} />
          ) : (
            <EmptyState compact title="Nothing yet">
              {empty}
            </EmptyState>
          )
        ) : query.isError ? (
          <ErrorState compact what={what} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton />
        )}
      </div>
    </Card>
  );
}

/** In the head, so that its arrival moves nothing. */
function ShowAll({ count, all, onChange }: { count: number; all: boolean; onChange: (all: boolean) => void }) {
  return (
    <Button look="ghost" size="small" className={styles.more} aria-expanded={all} onClick={() => onChange(!all)}>
      {all ? 'Show fewer' : `Show all ${count}`}
    </Button>
  );
}

function Rows({ rows, visible }: { rows: BreakdownRow[]; visible: number }) {
  const total = rows.reduce((sum, row) => sum + row.clicks, 0);
  const largest = rows.reduce((most, row) => Math.max(most, row.clicks), 1);
  return (
    <ol className={bars.rows}>
      {rows.slice(0, visible).map((row) => (
        <li key={row.id} className={bars.row}>
          <span className={bars.bar} style={{ width: `${(row.clicks / largest) * 100}%` }} aria-hidden />
          <span className={bars.label}>{row.label}</span>
          <span className={bars.share}>{formatShare(row.clicks, total)}</span>
          <span className={bars.value}>{formatCount(row.clicks)}</span>
        </li>
      ))}
    </ol>
  );
}

const GHOSTS = [88, 64, 52, 40, 32, 26, 20];

function RowsSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading</span>
      <ol className={bars.rows} aria-hidden>
        {GHOSTS.map((width) => (
          <li key={width} className={bars.row}>
            <Skeleton width={`${width}%`} height={20} />
          </li>
        ))}
      </ol>
    </div>
  );
}
