/** The closing's port on ClickHouse. */
import {
  CLOSED_OF,
  type ClosingStore,
  type DayToClose,
  LARGE_LINK_EVENTS,
  SUM_PARTS,
  type SumToMend,
} from '#core/rollup/close-days.ts';
import { type ClickHouseConfig, runStatement } from './client.ts';
import { CLOSE_DAY, DAYS_TO_CLOSE, mendStatement, sumsToMend } from './closed-sql.ts';
import { INSERT_SETTINGS } from './settings.ts';

/** A day of a hundred thousand events takes two seconds; nobody waits for a large one. */
const MAX_EXECUTION_SECONDS = 120;
const TIMEOUT_MS = 130_000;
const LIMITS = {
  max_execution_time: String(MAX_EXECUTION_SECONDS),
  max_memory_usage: '4000000000',
  // A day of ten million events does not fit: then the disk helps.
  max_bytes_before_external_group_by: '2000000000',
  max_bytes_before_external_sort: '2000000000',
  // Rows of one event id never lie in two partitions: the time is fixed at the edge.
  do_not_merge_across_partitions_select_final: '1',
} as const;

/** @param large events on a day that make a link's day one that is closed by itself. */
export function clickHouseClosing(config: ClickHouseConfig, large = LARGE_LINK_EVENTS): ClosingStore {
  const read = async <Row>(query: string, params: Record<string, string>): Promise<Row[]> => {
    const settings = { ...LIMITS, readonly: '2', output_format_json_quote_64bit_integers: '0' };
    const text = await runStatement(config, { query, settings, params, timeoutMs: TIMEOUT_MS });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  };
  const write = async (query: string, params: Record<string, string>, token: string): Promise<void> => {
    const settings = { ...LIMITS, ...INSERT_SETTINGS, insert_deduplication_token: token };
    await runStatement(config, { query, settings, params, timeoutMs: TIMEOUT_MS });
  };
  const sums = CLOSED_OF.flatMap((of) => SUM_PARTS.map((part) => sumsToMend(of, part)));
  return {
    daysToClose: (before, limit) =>
      read<DayToClose>(DAYS_TO_CLOSE, { before, limit: String(limit), large: String(large) }),
    closeDay({ workspaceId, day, of, events }, token) {
      const links = of === 'links' ? { events: String(events), large: String(large) } : {};
      return write(CLOSE_DAY[of], { workspace: workspaceId, day, ...links }, token);
    },
    sumsToMend: async (limit) =>
      (await Promise.all(sums.map((sql) => read<SumToMend>(sql, { limit: String(limit) })))).flat(),
    mendSum: ({ workspaceId, of, part, start }, token) =>
      write(mendStatement(of, part), { workspace: workspaceId, start }, token),
  };
}
