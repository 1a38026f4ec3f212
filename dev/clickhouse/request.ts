/** An HTTP request of ClickHouse's interface, read into the statement it asks for. */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FrontError } from './failure.ts';
import { parseMultipart } from './multipart.ts';

/** Several times the largest batch the product sends; larger bodies are refused before they fill memory. */
export const MAX_BODY_BYTES = 256 * 1024 * 1024;

export interface StatementRequest {
  /** From the URL (or a multipart part); may be empty when the statement is the body. */
  query: string;
  body: Buffer;
  database: string;
  defaultFormat: string;
  settings: Map<string, string>;
  /** Bound parameters by name, in ClickHouse's escaped text form. */
  params: Map<string, string>;
  queryId: string;
  /** GET must not change anything. */
  readonly: boolean;
  gzipAnswer: boolean;
  /** The statement ends when the client hangs up; only for statements that change nothing, as on the server. */
  cancelOnClose: boolean;
}

/** URL keys that steer the HTTP interface itself; every other key is a setting. */
const INTERFACE_KEYS = new Set(
  `query database default_format query_id user password role quota_key stacktrace buffer_size wait_end_of_query
   enable_http_compression http_zlib_compression_level add_http_cors_header send_progress_in_http_headers
   http_headers_progress_interval_ms cancel_http_readonly_queries_on_client_close client_protocol_version`.split(/\s+/),
);
/** Parts of the interface that this front does not have; silence would be a wrong answer. */
const REFUSED_KEYS = ['session_id', 'session_timeout', 'session_check', 'compress', 'decompress'];

export async function readRequest(req: IncomingMessage): Promise<StatementRequest> {
  const url = new URL(req.url ?? '/', 'http://clickhouse');
  const contentType = req.headers['content-type'] ?? '';
  let body = await readBody(req);
  const fields = new Map(url.searchParams);
  if (contentType.startsWith('multipart/form-data')) {
    for (const [name, value] of parseMultipart(body, contentType)) fields.set(name, value);
    body = Buffer.alloc(0);
  }
  refuseMissingFeatures(fields);
  const header = (name: string): string | undefined => req.headers[name]?.toString();
  return {
    query: fields.get('query') ?? '',
    body,
    database: fields.get('database') ?? header('x-clickhouse-database') ?? '',
    defaultFormat: fields.get('default_format') ?? header('x-clickhouse-format') ?? 'TabSeparated',
    settings: new Map([...fields].filter(([name]) => !INTERFACE_KEYS.has(name) && !name.startsWith('param_'))),
    params: new Map(
      [...fields].filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), value]),
    ),
    queryId: fields.get('query_id') || crypto.randomUUID(),
    readonly: req.method === 'GET' || req.method === 'HEAD',
    cancelOnClose:
      fields.get('cancel_http_readonly_queries_on_client_close') === '1' && Number(fields.get('readonly') ?? 0) > 0,
    gzipAnswer: fields.get('enable_http_compression') === '1' && /\bgzip\b/.test(header('accept-encoding') ?? ''),
  };
}

function refuseMissingFeatures(fields: Map<string, string>): void {
  const asked = REFUSED_KEYS.find((name) => fields.has(name) && fields.get(name) !== '0');
  if (asked) throw new FrontError(48, 'NOT_IMPLEMENTED', `The local ClickHouse front has no '${asked}'`);
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw bodyTooLarge();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, bytes);
  return req.headers['content-encoding'] === 'gzip' ? unzip(body) : body;
}

async function unzip(body: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge();
    throw new FrontError(354, 'ZLIB_INFLATE_FAILED', `The gzip body cannot be read: ${(error as Error).message}`);
  }
}

function bodyTooLarge(): FrontError {
  return new FrontError(307, 'TOO_MANY_BYTES', `The body is larger than ${MAX_BODY_BYTES} bytes`);
}
