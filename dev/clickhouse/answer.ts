/** What goes back over HTTP: the statement's bytes with the server's headers, or a failure its clients can type. */
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Executed } from './execute.ts';
import type { Failure } from './failure.ts';
import type { StatementRequest } from './request.ts';

const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^JSON\w*EachRow|^JSONLines|^NDJSON/i, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/i, 'application/json; charset=UTF-8'],
  [/^CSV/i, 'text/csv; charset=UTF-8'],
  [/^(TabSeparated|TSV)/i, 'text/tab-separated-values; charset=UTF-8'],
  [/^(Parquet|ORC|Arrow|Native|RowBinary|Avro|MsgPack)/i, 'application/octet-stream'],
];

export async function answer(
  res: ServerResponse,
  request: StatementRequest,
  { outcome, format }: Executed,
): Promise<void> {
  const body = request.gzipAnswer ? await promisify(gzip)(outcome.bytes) : outcome.bytes;
  if (request.gzipAnswer) res.setHeader('Content-Encoding', 'gzip');
  const summary = {
    read_rows: String(outcome.readRows),
    read_bytes: String(outcome.readBytes),
    written_rows: String(outcome.writtenRows),
    written_bytes: String(outcome.writtenBytes),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: String(outcome.bytes.length),
    elapsed_ns: String(outcome.elapsedNs),
  };
  res.writeHead(200, {
    ...commonHeaders(request.queryId),
    'Content-Type': CONTENT_TYPES.find(([name]) => name.test(format))?.[1] ?? 'text/plain; charset=UTF-8',
    'Content-Length': body.length,
    'X-ClickHouse-Format': format,
    'X-ClickHouse-Summary': JSON.stringify(summary),
  });
  res.end(body);
}

export function answerFailure(res: ServerResponse, failure: Failure, queryId: string): void {
  // A body that is still arriving would otherwise be read as the next request of this connection.
  if (!res.req.complete) res.setHeader('Connection', 'close');
  res.writeHead(failure.status, {
    ...commonHeaders(queryId),
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': failure.code,
  });
  res.end(failure.body);
}

function commonHeaders(queryId: string): Record<string, string> {
  return {
    'X-ClickHouse-Query-Id': queryId,
    'X-ClickHouse-Server-Display-Name': 'hopline-local',
    'X-ClickHouse-Timezone': 'UTC',
  };
}
