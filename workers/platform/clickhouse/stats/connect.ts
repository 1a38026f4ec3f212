/** The analytical store as reports see it: read only, and every query bounded. */
import { createClient, ClickHouseError } from '@clickhouse/client-web';
import { AppError } from '#core/error/app-error.ts';
import type { Statement } from '#core/stats/render.ts';
import type { QueryCost, StatsRunner } from '#core/stats/run.ts';
import { clientLeft } from '#core/stats/serve/client-left.ts';

export interface StatsAddress {
  url: string;
  database: string;
  username: string;
  password: string;
}

export interface StatsDatabase extends StatsRunner {
  /** Resolves when the store answers, throws when not. */
  ping(timeoutMs: number): Promise<void>;
}

/** A person is waiting: slower answers are no use. */
const MAX_EXECUTION_SECONDS = 10;
const REQUEST_TIMEOUT_MS = 15_000;
/** The largest answer is a page of a thousand; the rest is head-room for groups before the limit. */
const MAX_RESULT_ROWS = '1000000';
const MAX_MEMORY_BYTES = '2000000000';
const MAX_ROWS_TO_READ = '2000000000';

const LIMITS = {
  max_execution_time: MAX_EXECUTION_SECONDS,
  max_result_rows: MAX_RESULT_ROWS,
  max_memory_usage: MAX_MEMORY_BYTES,
  max_rows_to_read: MAX_ROWS_TO_READ,
  /** Counts beyond 2^53 would lose digits as JSON numbers: they travel as text and are checked when read. */
  output_format_json_quote_64bit_integers: 1,
  /** Rows of one event id never lie in two partitions: the time is fixed at the edge. */
  do_not_merge_across_partitions_select_final: 1,
  /** A report changes nothing. */
  readonly: '2',
  /** When we hang up, the statement ends: nobody waits for it. It needs `readonly`. */
  cancel_http_readonly_queries_on_client_close: 1,
} as const;

/** TIMEOUT_EXCEEDED, TOO_MANY_ROWS, TOO_MANY_ROWS_OR_BYTES, MEMORY_LIMIT_EXCEEDED, TOO_SLOW, SET_SIZE_LIMIT_EXCEEDED, TOO_MANY_BYTES */
const TOO_LARGE: ReadonlySet<string> = new Set(['159', '158', '396', '241', '160', '191', '307']);

/** @param stricter limits of a test, in place of the usual ones. */
export function openStats(address: StatsAddress, stricter: Record<string, string | number> = {}): StatsDatabase {
  const { url, database, username, password } = address;
  const client = createClient({
    url,
    database,
    username,
    password,
    request_timeout: REQUEST_TIMEOUT_MS,
    // Long lists of links outgrow an address.
    use_multipart_params_auto: true,
    clickhouse_settings: { ...LIMITS, ...stricter },
  });
  async function measure({ sql, params }: Statement, signal?: AbortSignal): ReturnType<StatsRunner['measure']> {
    try {
      // One document rather than lines: every row is needed before anything can be shaped.
      const result = await client.query({
        query: sql,
        query_params: params,
        format: 'JSON',
        ...(signal && { abort_signal: signal }),
      });
      const { data, statistics } = await result.json<Record<string, unknown>>();
      return { rows: data, cost: costOf(statistics) };
    } catch (error) {
      throw signal?.aborted ? clientLeft() : explain(error);
    }
  }
  return {
    measure,
    query: async (statement) => (await measure(statement)).rows,
    async ping(timeoutMs) {
      const result = await client.query({
        query: 'SELECT 1',
        format: 'JSON',
        abort_signal: AbortSignal.timeout(timeoutMs),
      });
      await result.json();
    },
  };
}

function costOf(statistics: { elapsed: number; rows_read: number; bytes_read: number } | undefined): QueryCost {
  const { elapsed = 0, rows_read = 0, bytes_read = 0 } = statistics ?? {};
  return { rowsRead: rows_read, bytesRead: bytes_read, elapsedMs: Math.round(elapsed * 10_000) / 10 };
}

function explain(error: unknown): AppError {
  if (error instanceof ClickHouseError) {
    if (TOO_LARGE.has(error.code)) {
      return new AppError(
        'unprocessable_entity',
        'start: this question reads too much at once. Ask for a shorter range or fewer filters.',
        { cause: error },
      );
    }
    return new AppError('internal_server_error', 'This report failed on our side. Send us the request id.', {
      cause: error,
    });
  }
  return new AppError(
    'service_unavailable',
    'The analytical store does not answer at the moment. Nothing is lost; try again.',
    { cause: error },
  );
}
