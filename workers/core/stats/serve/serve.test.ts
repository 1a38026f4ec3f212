import { beforeEach, describe, expect, it } from 'vitest';
import type { Statement } from '../render.ts';
import type { StatsRunner } from '../run.ts';
import { ANSWER_TTL_MS } from './answer-cache.ts';
import { type Asking, openServing, servedRunner, type Serving } from './serve.ts';

const COST = { rowsRead: 1, bytesRead: 1, elapsedMs: 1 };
const question = (workspace: string, more: object = {}): Statement => ({
  sql: 'SELECT 1',
  params: { workspace, ...more },
});

let nowMs: number;
let version: string;
let asked: { statement: Statement; signal: AbortSignal | undefined }[];
let answer: () => Promise<Record<string, unknown>[]>;
let serving: Serving;

const engine: StatsRunner = {
  async measure(statement, signal) {
    asked.push({ statement, signal });
    return { rows: await answer(), cost: COST };
  },
  query: () => Promise.reject(new Error('reports measure')),
};

const runner = (workspaceId: string, more: Partial<Asking> = {}): StatsRunner =>
  servedRunner(engine, serving, { workspaceId, version: () => Promise.resolve(version), ...more });

beforeEach(() => {
  nowMs = 1_000_000;
  version = 'v1';
  asked = [];
  answer = () => Promise.resolve([{ clicks: '1' }]);
  serving = openServing(() => nowMs);
});

describe('an answer', () => {
  it('is computed once while the data stays the same, and again when it changes', async () => {
    for (let n = 0; n < 3; n++) expect(await runner('ws').query(question('ws'))).toEqual([{ clicks: '1' }]);
    expect(asked).toHaveLength(1);
    version = 'v2';
    await runner('ws').query(question('ws'));
    expect(asked).toHaveLength(2);
    version = 'v1';
    await runner('ws').query(question('ws'));
    expect(asked).toHaveLength(2);
    nowMs += ANSWER_TTL_MS;
    await runner('ws').query(question('ws'));
    expect(asked).toHaveLength(3);
  });

  it('belongs to its workspace and its exact question', async () => {
    await runner('ws').query(question('ws'));
    await runner('ws').query(question('ws', { from: 1 }));
    await runner('ws').query({ sql: 'SELECT 2', params: { workspace: 'ws' } });
    await runner('other').query(question('other'));
    await runner('other').query(question('ws'));
    expect(asked).toHaveLength(5);
  });

  it('is never an error, and never kept when somebody asks what the store does', async () => {
    answer = () => Promise.reject(new Error('away'));
    await expect(runner('ws').query(question('ws'))).rejects.toThrow('away');
    answer = () => Promise.resolve([]);
    expect(await runner('ws').query(question('ws'))).toEqual([]);
    await runner('ws', { version: undefined }).query(question('ws'));
    expect(asked).toHaveLength(3);
  });

  it('makes room for new ones by forgetting what was asked longest ago', async () => {
    answer = () => Promise.resolve(Array.from({ length: 4_900 }, () => ({})));
    for (let n = 0; n < 12; n++) await runner('ws').query(question('ws', { n }));
    await runner('ws').query(question('ws', { n: 11 }));
    expect(asked).toHaveLength(12);
    await runner('ws').query(question('ws', { n: 0 }));
    expect(asked).toHaveLength(13);
  });
});

describe('a stampede', () => {
  it('asks the store once, and everybody gets the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<Record<string, unknown>[]>();
    answer = () => promise;
    const all = Array.from({ length: 100 }, () => runner('ws').query(question('ws')));
    await Promise.resolve();
    resolve([{ clicks: '7' }]);
    for (const rows of await Promise.all(all)) expect(rows).toEqual([{ clicks: '7' }]);
    expect(asked).toHaveLength(1);
  });

  it('goes on while anybody waits, and is called off when the last one has left', async () => {
    answer = () => new Promise(() => undefined);
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [one, two].map(({ signal }) => runner('ws', { signal }).query(question('ws')));
    const settled = waiting.map((each) => expect(each).rejects.toMatchObject({ code: 'bad_request' }));
    await new Promise((resolve) => setTimeout(resolve));
    one.abort();
    await settled[0];
    expect(asked[0]?.signal?.aborted).toBe(false);
    two.abort();
    await settled[1];
    expect(asked[0]?.signal?.aborted).toBe(true);
    // Who comes afterwards is not handed what was called off.
    answer = () => Promise.resolve([{ clicks: '9' }]);
    expect(await runner('ws').query(question('ws'))).toEqual([{ clicks: '9' }]);
  });

  it('keeps going behind the answer of the request that began it', async () => {
    const deferred: Promise<unknown>[] = [];
    const defer = (work: Promise<unknown>): void => void deferred.push(work);
    await runner('ws', { defer }).query(question('ws'));
    expect(deferred).toHaveLength(1);
    await Promise.all(deferred);
  });
});
