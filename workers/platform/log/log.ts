/** Structured log lines: one JSON object per line, so that any log store can filter by field. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Values that survive JSON. Errors are flattened by `describeError` first. */
export type LogFields = Record<
  string,
  string | number | boolean | null | undefined | string[] | Record<string, unknown>
>;

/** `event` is a stable dotted name such as `drain.failed`; everything variable goes into `fields`. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Something a person has to look at: alert rules watch this level. */
  error(event: string, fields?: LogFields): void;
  /** The same log with fields that every line then carries, e.g. the request id. */
  with(fields: LogFields): Log;
}

/** Long values are cut: a log line must never carry a whole message body. */
const MAX_FIELD_CHARS = 2_000;

/** @param write receives one finished line; the default is the runtime's console, which Workers Logs collects. */
export function createLog(base: LogFields, write: (level: LogLevel, line: string) => void = writeToConsole): Log {
  const emit = (level: LogLevel, event: string, fields: LogFields = {}): void => {
    write(level, JSON.stringify({ level, event, ...base, ...fields }, cut));
  };
  return {
    debug: (event, fields) => emit('debug', event, fields),
    info: (event, fields) => emit('info', event, fields),
    warn: (event, fields) => emit('warn', event, fields),
    error: (event, fields) => emit('error', event, fields),
    with: (fields) => createLog({ ...base, ...fields }, write),
  };
}

/** For code under test that does not care what is logged. */
export const NO_LOG: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => NO_LOG };

/** Everything the log may know about a thrown value: name, message, stack and the chain of causes. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_FIELD_CHARS ? `${value.slice(0, MAX_FIELD_CHARS)}…` : value;
}

function writeToConsole(level: LogLevel, line: string): void {
  console[level](line);
}
