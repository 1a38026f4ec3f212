/** Visits of the past, straight into ClickHouse: the same enrichment and the same rows as the pipeline writes. */
import { enrich } from '#core/enrich/enrich.ts';
import { layoutColumns, nameBatch, ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { capturedFrom } from './captured.ts';
import { createRandom } from './random.ts';
import type { Visit } from './visits.ts';

export interface HistoryTarget {
  clickhouseUrl: string;
  database: string;
  workspaceId: string;
  /** Names the batches, and their deduplication tokens: the same run twice is counted once. */
  runName: string;
}

/** Large inserts are what ClickHouse is good at; this many rows are about 30 MB of JSON. */
const ROWS_PER_BATCH = 50_000;

/** Takes `count` visits from `visits`; `onBatch` hears how many are stored so far. */
export async function storeHistory(
  target: HistoryTarget,
  visits: Iterator<Visit>,
  count: number,
  onBatch: (stored: number) => void,
): Promise<void> {
  const random = createRandom(`${target.runName}/ids`);
  const now = Date.now();
  let stored = 0;
  for (let batch = 0; stored < count; batch++) {
    const size = Math.min(ROWS_PER_BATCH, count - stored);
    const lines: string[] = [];
    for (let row = 0; row < size; row++) {
      const enriched = enrich(capturedFrom(visits.next().value as Visit, target.workspaceId, random), now);
      if ('row' in enriched) lines.push(writeRow(enriched.row));
    }
    await insert(target, `seed-${target.runName}-${batch}`, lines.join(''));
    stored += size;
    onBatch(stored);
  }
}

async function insert({ clickhouseUrl, database }: HistoryTarget, batch: string, lines: string): Promise<void> {
  const columns = ['batch', ...layoutColumns(ROW_LAYOUT)].join(', ');
  const query = new URLSearchParams({
    database,
    query: `INSERT INTO raw_events_v1 (${columns}) FORMAT JSONCompactEachRow`,
    insert_deduplication_token: batch,
    deduplicate_blocks_in_dependent_materialized_views: '1',
    async_insert: '0',
  });
  const answer = await fetch(`${clickhouseUrl}/?${query}`, { method: 'POST', body: nameBatch(lines, batch) });
  if (!answer.ok) throw new Error(`ClickHouse refused the rows: ${(await answer.text()).slice(0, 400)}`);
}
