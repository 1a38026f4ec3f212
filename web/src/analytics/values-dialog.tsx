/** Every value of a breakdown, searched as one types; choosing one narrows the page to it. */
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { formatCount } from '../format/number.ts';
import { useAnalytics } from './analytics-context.ts';
import { Bars } from './bars.tsx';
import { BarsSkeleton, useChoosing } from './breakdown-card.tsx';
import { type Dimension, type DimensionName, dimension } from './dimension.ts';
import { metricWords } from './metric.ts';
import { breakdownParams, MOST_ROWS, useReport } from './queries.ts';
import { useRegionNames } from '../format/region-names.ts';
import { toBars } from './to-bars.ts';
import styles from './values-dialog.module.css';

interface ValuesDialogProps {
  name: DimensionName;
  open: boolean;
  onClose: () => void;
}

export function ValuesDialog({ name, open, onClose }: ValuesDialogProps) {
  const of = dimension(name);
  return (
    <Dialog open={open} onClose={onClose} title={of.tab}>
      <Values key={name} of={of} onClose={onClose} />
    </Dialog>
  );
}

function Values({ of, onClose }: { of: Dimension; onClose: () => void }) {
  const { workspaceId, search, metric } = useAnalytics();
  const [typed, setTyped] = useState('');
  const query = useReport(workspaceId, breakdownParams(search, of, MOST_ROWS));
  const choosing = useChoosing(of, onClose);
  const regions = useRegionNames(of.filter === 'region');
  const wanted = typed.trim().toLowerCase();
  const all =
    query.data && !query.isPlaceholderData ? toBars(query.data, of, metric, { choosing, regions }) : undefined;
  const found = all?.filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(wanted));
  return (
    <>
      <div className={styles.search}>
        <Search size={15} aria-hidden />
        <input
          type="search"
          className={styles.input}
          aria-label={`Search ${of.tab.toLowerCase()}`}
          placeholder={`Search ${of.tab.toLowerCase()}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p className={styles.head}>
        <span>{of.one}</span>
        <span>{metricWords(metric).label}</span>
      </p>
      <div className={styles.body} tabIndex={-1}>
        {found && found.length > 0 ? (
          <Bars bars={found} label={of.tab} />
        ) : found ? (
          <EmptyState compact title={wanted ? 'Nothing by that name' : 'Nothing yet'}>
            {wanted ? `No ${of.one.toLowerCase()} of this period contains “${typed.trim()}”.` : of.empty}
          </EmptyState>
        ) : query.isError ? (
          <ErrorState compact what="the values" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <BarsSkeleton rows={8} />
        )}
      </div>
      <p className={styles.foot} role="status">
        {found && countWords(found.length, query.data?.rows.length ?? 0)}
      </p>
    </>
  );
}

function countWords(found: number, rows: number): string {
  const values = `${formatCount(found)} ${found === 1 ? 'value' : 'values'}`;
  return rows >= MOST_ROWS ? `${values} of the ${formatCount(MOST_ROWS)} largest` : values;
}
