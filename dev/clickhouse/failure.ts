/** Failures as a ClickHouse server words them: a numbered, named exception and the HTTP status its clients expect. */

/** A failure of this front itself, numbered like the server's own. */
export class FrontError extends Error {
  constructor(code: number, name: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text}. (${name})`);
    this.name = 'FrontError';
  }
}

/** Statuses as in ClickHouse's `HTTPHandler` (`exceptionCodeToHTTPStatus`); codes not listed are 500. */
const CODES_BY_STATUS: Record<number, readonly number[]> = {
  400: [6, 15, 25, 26, 27, 38, 41, 44, 53, 62, 69, 70, 72, 117, 162, 168, 376, 377, 441, 675, 676],
  404: [46, 47, 50, 52, 56, 60, 63, 73, 78, 81, 82, 115],
  408: [159],
  411: [381],
  413: [307],
  501: [48],
  503: [74, 202, 439],
};
const STATUS = new Map(
  Object.entries(CODES_BY_STATUS).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
);

export interface Failure {
  status: number;
  code: number;
  body: string;
}

/** Anything thrown while serving a request, in the form that ClickHouse clients turn into typed errors. */
export function describeFailure(error: unknown, version: string): Failure {
  const text = error instanceof Error ? error.message : String(error);
  // The engine sometimes wraps its exception in another one of the same kind; the innermost text says it all.
  const message = text
    .replace(/^Code: \d+\. DB::Exception: (?=Code: \d+\. DB::Exception)/, '')
    .replace(/ \(version [^)]*\)\. \(\w+\)$/, '');
  const code = Number(/^Code: (\d+)\./.exec(message)?.[1] ?? 1002);
  const body = message.startsWith('Code: ') ? message : `Code: 1002. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)`;
  return { status: STATUS.get(code) ?? 500, code, body: `${body} (version ${version})\n` };
}
