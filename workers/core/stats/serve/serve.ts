/** Between the reports and the store: the same question of the same data is answered once, and each workspace has its own slots. */
import type { QueryCost, StatsRunner } from '../run.ts';
import { AnswerCache } from './answer-cache.ts';
import { Flights } from './flights.ts';
import { Slots } from './slots.ts';

type Measured = { rows: Record<string, unknown>[]; cost: QueryCost };

/** What one isolate shares among its requests. */
export interface Serving {
  answers: AnswerCache<Measured>;
  flights: Flights<Measured>;
  slots: Slots;
}

export function openServing(now: () => number): Serving {
  return { answers: new AnswerCache(now), flights: new Flights(), slots: new Slots() };
}

/** Of one request. */
export interface Asking {
  workspaceId: string;
  /** Changes whenever the store may have taken in more of the workspace; undefined asks the store itself. */
  version: (() => Promise<string>) | undefined;
  /** Aborted when the client leaves. */
  signal?: AbortSignal | undefined;
  /** Keeps work going behind the answer. */
  defer?: ((work: Promise<unknown>) => void) | undefined;
}

/** Rows may be shared with other requests: they are read, never changed. */
export function servedRunner(engine: StatsRunner, serving: Serving, asking: Asking): StatsRunner {
  const { answers, flights, slots } = serving;
  const { workspaceId, version, signal, defer } = asking;
  let known: Promise<string> | undefined;
  const run: StatsRunner['measure'] = (statement, until) =>
    slots.run(workspaceId, () => engine.measure(statement, until), until);
  const measure: StatsRunner['measure'] = async (statement) => {
    if (version === undefined) return run(statement, signal);
    // Read before the store is asked: what is stored in between makes an answer fresher than its name, never older.
    const data = await (known ??= version());
    const key = JSON.stringify([workspaceId, data, statement.sql, statement.params]);
    const held = answers.get(key);
    if (held) return held;
    const compute = async (until: AbortSignal): Promise<Measured> => {
      const measured = await run(statement, until);
      answers.set(key, measured, measured.rows.length);
      return measured;
    };
    return flights.join(key, compute, { signal, defer });
  };
  return { measure, query: async (statement) => (await measure(statement)).rows };
}
