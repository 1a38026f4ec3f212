/** Which workspaces, hours and times a batch touches, read back from its rows. */
import { layoutColumns } from '#core/event/columns.ts';
import type { SinkBatch } from '#core/ledger/sink.ts';

export interface Touched {
  workspaceIds: string[];
  /** Earliest and latest event time. */
  from: string;
  to: string;
  /** Distinct pairs of workspace and `YYYY-MM-DD HH`. */
  hours: { workspaceId: string; hour: string }[];
}

const HOUR_CHARS = 'YYYY-MM-DD HH'.length;

export function touchedBy(batch: Pick<SinkBatch, 'lines' | 'layout'>): Touched {
  const columns = layoutColumns(batch.layout);
  const workspaceAt = columns.indexOf('workspace_id');
  const timeAt = columns.indexOf('ts');
  const rows = batch.lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
  const times = rows.map((row) => row[timeAt] ?? '').toSorted();
  const hours = new Map(
    rows.map((row) => {
      const workspaceId = row[workspaceAt] ?? '';
      const hour = (row[timeAt] ?? '').slice(0, HOUR_CHARS);
      return [`${workspaceId} ${hour}`, { workspaceId, hour }];
    }),
  );
  const workspaceIds = [...new Set(rows.map((row) => row[workspaceAt] ?? ''))];
  return { workspaceIds, from: times[0] ?? '', to: times.at(-1) ?? '', hours: [...hours.values()] };
}
