/** Files written by ClickHouse itself, streamed through: an export of any size costs a worker no memory. */
import { AppError } from '#core/error/app-error.ts';
import type { FileWriter } from '#core/stats/export/ports.ts';
import type { ExportFormat } from '#core/stats/export/wire.ts';
import type { Statement } from '#core/stats/render.ts';
import type { StatsAddress } from './connect.ts';

const FORMATS: Record<ExportFormat, string> = {
  csv: 'CSVWithNames',
  json: 'JSONEachRow',
  ndjson: 'JSONEachRow',
  parquet: 'Parquet',
};

/** Nobody waits for it at a screen, but it must end; the time is that of the store, not of the transfer. */
const MAX_EXECUTION_SECONDS = 60;
const LIMITS = {
  max_execution_time: String(MAX_EXECUTION_SECONDS),
  max_memory_usage: '2000000000',
  max_rows_to_read: '2000000000',
  max_bytes_before_external_sort: '500000000',
  readonly: '2',
  do_not_merge_across_partitions_select_final: '1',
  output_format_json_quote_64bit_integers: '0',
  output_format_csv_crlf_end_of_line: '1',
  // Text as text: readers of Parquet take plain byte arrays for blobs.
  output_format_parquet_string_as_string: '1',
  // Every reader of Parquet knows it.
  output_format_parquet_compression_method: 'snappy',
  // A failure in the middle breaks the connection instead of becoming a line of the file.
  http_write_exception_in_output_format: '0',
};

export function openFiles(address: StatsAddress): FileWriter {
  return {
    file: (statement, format) =>
      ask(address, statement, FORMATS[format], format === 'json' ? { output_format_json_array_of_rows: '1' } : {}),
  };
}

/** Values travel as bound parameters, in parts: lists of links outgrow an address. */
async function ask(
  { url, database, username, password }: StatsAddress,
  { sql, params }: Statement,
  format: string,
  more: Record<string, string>,
): Promise<ReadableStream<Uint8Array>> {
  const address = new URL(url);
  for (const [name, value] of Object.entries({ ...LIMITS, ...more, database })) address.searchParams.set(name, value);
  const body = new FormData();
  body.set('query', `${sql}\nFORMAT ${format}`);
  for (const [name, value] of Object.entries(params)) body.set(`param_${name}`, textOf(value, false));
  const answer = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body,
  });
  if (answer.ok && answer.body && answer.headers.get('x-clickhouse-exception-code') === null) return answer.body;
  throw new AppError('internal_server_error', 'This export failed on our side. Send us the request id.', {
    cause: new Error(`${answer.status}: ${(await answer.text()).slice(0, 500)}`),
  });
}

/** ClickHouse's text form of a bound parameter. */
function textOf(value: unknown, quoted: boolean): string {
  if (Array.isArray(value)) return `[${value.map((each) => textOf(each, true)).join(',')}]`;
  if (typeof value !== 'string') return String(value);
  const escaped = value.replace(/[\\'\t\n\r]/g, (char) => ESCAPES[char] ?? char);
  return quoted ? `'${escaped}'` : escaped;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\t': '\\t', '\n': '\\n', '\r': '\\r' };
