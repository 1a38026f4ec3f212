/** Counting rows of workspaces that are here, each once: what a former ledger has counted, and what only raw remembers, is left out. */
import type { EventRow } from '#core/event/row.ts';
import type { AppendResult } from '#core/ledger/contract.ts';
import type { Appender } from './appender.ts';
import type { Neighbours } from './neighbours.ts';
import { type OldEventTools, withoutStored } from './old-events.ts';
import type { Origins } from './origins.ts';
import { sumOf } from './sort-rows.ts';

export interface CountTools extends OldEventTools {
  appender: Pick<Appender, 'append'>;
  origins: Origins;
  neighbours: Pick<Neighbours, 'peer' | 'sort'>;
}

export async function countRows(rows: EventRow[], tools: CountTools): Promise<AppendResult> {
  const { appender, origins, neighbours } = tools;
  if (rows.length === 0) return { accepted: 0, duplicates: 0 };
  const uncounted = await origins.withoutCounted(rows, (name) => neighbours.peer(name));
  const fresh = await withoutStored(uncounted, tools);
  // A workspace may have begun to leave meanwhile. From here until the rows wait for their commit, nothing else can happen.
  const { here, elsewhere, moving } = neighbours.sort(fresh, (row) => row.workspace_id);
  const { accepted } = await appender.append(here);
  const left = [...moving, ...[...elsewhere.values()].flat().map((row) => row.workspace_id)];
  const judged = rows.length - (fresh.length - here.length);
  return sumOf([{ accepted, duplicates: judged - accepted }], left);
}
