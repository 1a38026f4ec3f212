/** The repair's port on ClickHouse: compares a rollup with its source, and inserts the difference as one deduplicated block. */
import type { Difference, Rollup, RollupStore, WorkspaceSpan } from '#core/rollup/repair.ts';
import { type ClickHouseConfig, runStatement } from './client.ts';
import { differenceStatement, correctionStatement } from './rollup-sql.ts';
import { INSERT_SETTINGS } from './settings.ts';

/** Of one statement. The server gives up first, so that nothing is still being written after we have let go. */
const MAX_EXECUTION_SECONDS = 12;
export const REPAIR_STATEMENT_TIMEOUT_MS = 15_000;
/** A repair runs beside everything else. */
const MAX_MEMORY_BYTES = '2000000000';

const LIMITS = {
  max_execution_time: String(MAX_EXECUTION_SECONDS),
  max_memory_usage: MAX_MEMORY_BYTES,
  // Rows of one event id never lie in two partitions: the time is fixed at the edge.
  do_not_merge_across_partitions_select_final: '1',
} as const;

export function clickHouseRollups(config: ClickHouseConfig): RollupStore {
  return {
    async difference(rollup: Rollup, span: WorkspaceSpan): Promise<Difference> {
      const text = await runStatement(config, {
        query: differenceStatement(rollup),
        settings: { ...LIMITS, readonly: '2', output_format_json_quote_64bit_integers: '0' },
        params: spanParams(span),
        timeoutMs: REPAIR_STATEMENT_TIMEOUT_MS,
      });
      return JSON.parse(text) as Difference;
    },
    async correct(rollup: Rollup, span: WorkspaceSpan, token: string): Promise<void> {
      await runStatement(config, {
        query: correctionStatement(rollup),
        settings: { ...LIMITS, ...INSERT_SETTINGS, insert_deduplication_token: `${span.workspaceId}-${token}` },
        params: spanParams(span),
        timeoutMs: REPAIR_STATEMENT_TIMEOUT_MS,
      });
    },
  };
}

function spanParams({ workspaceId, from, to }: WorkspaceSpan): Record<string, string> {
  return { workspace: workspaceId, from: String(from), to: String(to) };
}
