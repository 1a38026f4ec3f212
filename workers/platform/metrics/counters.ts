/** Named counters: what happened how often. Collected per invocation and written as one log line, which metrics are made from. */
import type { Log } from '../log/log.ts';

/** `Name` is the caller's closed list, so that a misspelt counter does not compile. */
export interface Counters<Name extends string = string> {
  /** @param by whole number, default 1. */
  add(name: Name, by?: number): void;
  /** What has been counted since the last flush. */
  read(): Partial<Record<Name, number>>;
  /** Writes one `counters` line when anything was counted, and starts again from zero. */
  flush(log: Log): void;
}

export function createCounters<Name extends string>(): Counters<Name> {
  let counts = new Map<Name, number>();
  const read = (): Partial<Record<Name, number>> => Object.fromEntries(counts) as Partial<Record<Name, number>>;
  return {
    add: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    read,
    flush(log) {
      if (counts.size === 0) return;
      log.info('counters', { counts: read() });
      counts = new Map();
    },
  };
}
