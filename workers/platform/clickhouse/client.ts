/** How workers reach ClickHouse. */

export interface ClickHouseConfig {
  /** Origin of the HTTP interface. */
  url: string;
  database: string;
  username: string;
  password: string;
}

/** ClickHouse said no, or answered something that is not an answer. `code` is its exception code, 0 when it gave none. */
export class ClickHouseError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ClickHouseError';
    this.code = code;
  }
}

/** Error texts may quote data; a log line needs their beginning only. */
const MAX_MESSAGE_CHARS = 500;

/**
 * One statement. `query` goes into the URL with its settings and bound `params`, `body` is the data of an insert.
 * @returns the answer's text. Throws ClickHouseError, or whatever fetch throws: then the outcome is not known.
 */
export async function runStatement(
  config: ClickHouseConfig,
  request: {
    query: string;
    settings: Record<string, string>;
    params?: Record<string, string>;
    body?: string;
    timeoutMs: number;
  },
): Promise<string> {
  const url = new URL(config.url);
  url.searchParams.set('database', config.database);
  url.searchParams.set('query', request.query);
  for (const [name, value] of Object.entries(request.settings)) url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(request.params ?? {})) url.searchParams.set(`param_${name}`, value);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${config.username}:${config.password}`)}`,
      'content-type': 'text/plain; charset=utf-8',
    },
    body: request.body ?? '',
    signal: AbortSignal.timeout(request.timeoutMs),
  });
  // Not text(): the runtime warns of ClickHouse's content types, which it does not know as text.
  const text = new TextDecoder().decode(await response.arrayBuffer());
  const code = Number(response.headers.get('x-clickhouse-exception-code') ?? 0);
  // A late failure comes with status 200 and the exception in the header or at the end of the body.
  if (!response.ok || code !== 0)
    throw new ClickHouseError(code, `${response.status}: ${text.slice(0, MAX_MESSAGE_CHARS)}`);
  return text;
}
