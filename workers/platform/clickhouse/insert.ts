/** The ledger's sink on ClickHouse: one idempotent insert per batch, and the look-up of a batch whose outcome is not known. */
import { layoutColumns, nameBatch } from '#core/event/columns.ts';
import type { BatchPlace, Sink, SinkBatch } from '#core/ledger/sink.ts';
import { ClickHouseError, type ClickHouseConfig, runStatement } from './client.ts';
import { INSERT_SETTINGS } from './settings.ts';

/** A batch of 10 000 rows takes under a second; a server that needs longer than this is as good as away. */
const INSERT_TIMEOUT_MS = 30_000;
const LOOKUP_TIMEOUT_MS = 30_000;

const COUNT_STORED = `SELECT uniqExact(event_id) FROM raw_events_v1
WHERE workspace_id IN {workspaces:Array(String)} AND ts BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')} AND batch = {batch:String}
FORMAT TabSeparated`;

/** Ids of one query: they travel in its address, which holds 16 KB. */
const IDS_PER_QUERY = 100;
const KNOWN_IDS = `SELECT DISTINCT toString(event_id) FROM raw_events_v1
WHERE workspace_id IN {workspaces:Array(String)} AND ts BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')} AND event_id IN {ids:Array(UUID)}
FORMAT TabSeparated`;

export function clickHouseSink(config: ClickHouseConfig): Sink {
  return {
    async store(batch: SinkBatch): Promise<void> {
      await runStatement(config, {
        query: `INSERT INTO raw_events_v1 (batch, ${layoutColumns(batch.layout).join(', ')}) FORMAT JSONCompactEachRow`,
        settings: { ...INSERT_SETTINGS, insert_deduplication_token: insertToken(batch) },
        body: nameBatch(batch.lines, batch.token),
        timeoutMs: INSERT_TIMEOUT_MS,
      });
    },
    async countStored({ token, workspaceIds, from, to }: BatchPlace): Promise<number> {
      const answer = await runStatement(config, {
        query: COUNT_STORED,
        settings: { readonly: '2', max_execution_time: '25' },
        params: { workspaces: arrayParam(workspaceIds), from, to, batch: token },
        timeoutMs: LOOKUP_TIMEOUT_MS,
      });
      const count = Number(answer.trim());
      if (!Number.isInteger(count)) throw new ClickHouseError(0, `expected a count, got "${answer.slice(0, 100)}"`);
      return count;
    },
    async knownIds({ workspaceIds, from, to, ids }): Promise<Set<string>> {
      const known = new Set<string>();
      for (let at = 0; at < ids.length; at += IDS_PER_QUERY) {
        const answer = await runStatement(config, {
          query: KNOWN_IDS,
          settings: { readonly: '2', max_execution_time: '25' },
          params: {
            workspaces: arrayParam(workspaceIds),
            from,
            to,
            ids: arrayParam(ids.slice(at, at + IDS_PER_QUERY)),
          },
          timeoutMs: LOOKUP_TIMEOUT_MS,
        });
        for (const id of answer.split('\n')) if (id !== '') known.add(id);
      }
      return known;
    },
  };
}

function insertToken({ token, resend }: SinkBatch): string {
  return resend === undefined ? token : `${token}.${resend}`;
}

/** ClickHouse's text form of Array(String). */
function arrayParam(values: readonly string[]): string {
  return `[${values.map((value) => `'${value.replace(/[\\']/g, '\\$&')}'`).join(',')}]`;
}
