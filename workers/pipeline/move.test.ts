/** The number of ledgers changes while clicks flow: nothing is lost, and nothing is counted twice. */
import { runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventRow } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { type LedgerRpc, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import { auditWorkspace, lastDays } from '#core/proof/audit-workspace.ts';
import { ledgerName } from '#core/shard/place.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { eventually } from '#test/eventually.ts';
import { appendRows } from './consume/append-rows.ts';
import { settleLedgers } from './cron/settle-ledgers.ts';
import { readEnv } from './env.ts';
import type { Ledger } from './ledger.ts';
import { row } from './testing/click.ts';
import { Mortal } from './testing/mortal.ts';

const env = bindings as unknown as PipelineEnv;
const config = readEnv(env);
const FOUNDING = config.ledgers.count;
const DAYS = lastDays(2, Date.now());

const ledger = new Mortal(config.ledgers.get).get;
/** The ledger a caller turns to who believes in this number of ledgers. */
const believing = (workspaceId: string, count: number): LedgerRpc => ledger(ledgerName(workspaceId, count));

// Whoever asks first says how many there were at the beginning: a random step must not be the one.
beforeAll(async () => {
  expect((await ledger('ledger-0').charter(FOUNDING)).founding).toBe(FOUNDING);
});

/** One run of the cron of a pipeline that is configured with this number of ledgers. */
function settle(count: number, get: (name: string) => LedgerRpc = ledger) {
  const { all } = readEnv({ ...env, LEDGER_SHARDS: String(count) as never }).ledgers;
  return settleLedgers({ ledgers: { count, all, get }, now: Date.now, log: NO_LOG });
}

/** Until a run has nothing left to do. */
async function settleCompletely(count: number): Promise<void> {
  await eventually(async () => expect(await settle(count)).toEqual({ moved: 0, left: 0 }), 20_000);
}

/** A workspace that falls on another ledger under `count` than under the founding number. */
function workspaceMovedBy(count: number): string {
  for (;;) {
    const workspaceId = newEntityId('workspace', Date.now());
    if (ledgerName(workspaceId, count) !== ledgerName(workspaceId, FOUNDING)) return workspaceId;
  }
}

const rowsOf = (workspaceId: string, count: number): EventRow[] =>
  Array.from({ length: count }, (_, index) => row({ workspaceId, linkId: `link_${index % 3}` }));

/** As the queue does: again and again, until nothing is on its way any more. */
async function deliver(rows: EventRow[], count: number): Promise<void> {
  const first = rows[0]?.workspace_id ?? '';
  await eventually(async () => {
    const { moving } = await believing(first, count).append(rows);
    expect(moving).toBeUndefined();
  }, 20_000);
}

const audit = async (workspaceId: string, count: number) =>
  (
    await auditWorkspace(
      { ledger: believing(workspaceId, count), store: clickHouseProof(config.clickhouse) },
      workspaceId,
      DAYS,
    )
  ).days;

async function expectBalanced(workspaceId: string, events: number, count: number): Promise<void> {
  await eventually(async () => {
    const days = await audit(workspaceId, count);
    expect(days.map((day) => day.status)).toEqual(['balanced']);
    expect(days[0]).toMatchObject({ accepted: events, raw: events, hourly: events, daily: events });
  }, 20_000);
}

/** The object is gone in the middle of whatever it does; the next call loads it from disk. */
async function kill(name: string): Promise<void> {
  await runInDurableObject(env.LEDGER.getByName(name), (_object, state) => state.abort('killed by the test')).catch(
    () => {},
  );
}

type Step =
  | { do: 'deliver'; events: number; count: number }
  | { do: 'deliver again'; share: number; count: number }
  | { do: 'move'; count: number; diesAt: number; when: 'before' | 'after' }
  | { do: 'repeat'; call: number }
  | { do: 'kill'; ledger: number };

const someCount = fc.integer({ min: 1, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('deliver' as const), events: fc.integer({ min: 1, max: 30 }), count: someCount }),
  fc.record({
    do: fc.constant('deliver again' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    count: someCount,
  }),
  fc.record({
    do: fc.constant('move' as const),
    count: someCount,
    diesAt: fc.integer({ min: 0, max: 14 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ do: fc.constant('repeat' as const), call: fc.nat() }),
  fc.record({ do: fc.constant('kill' as const), ledger: fc.integer({ min: 0, max: 5 }) }),
);

describe('a changing number of ledgers', () => {
  it('loses nothing and counts nothing twice, whoever dies when, whatever comes late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const workspaceId = newEntityId('workspace', Date.now());
        const sent: EventRow[] = [];
        const mortal = new Mortal(ledger);
        const send = async (rows: EventRow[], count: number) => {
          if (rows.length === 0) return;
          // Nothing waits for the end of a move here: what is refused is delivered at the end.
          await believing(workspaceId, count).append(rows);
        };
        for (const each of steps) {
          if (each.do === 'deliver') {
            const rows = rowsOf(workspaceId, each.events);
            sent.push(...rows);
            await send(rows, each.count);
          } else if (each.do === 'deliver again') {
            await send(sent.slice(0, Math.ceil(sent.length * each.share)), each.count);
          } else if (each.do === 'move') {
            mortal.dieAt(each.diesAt, each.when);
            await Promise.all([settle(each.count, mortal.get).catch(() => {}), send(sent.slice(-10), each.count)]);
          } else if (each.do === 'repeat' && mortal.calls.length > 0) {
            await mortal.repeat(each.call % mortal.calls.length);
          } else if (each.do === 'kill') {
            await kill(`ledger-${each.ledger}`);
          }
        }
        await settleCompletely(3);
        if (sent.length === 0) return;
        await deliver(sent, 1);
        for (const count of [1, 3, 6]) {
          const { workspace } = await believing(workspaceId, count).totals(workspaceId, []);
          expect(workspace.hits).toBe(sent.length);
        }
        expect(await believing(workspaceId, 3).append(sent)).toEqual({ accepted: 0, duplicates: sent.length });
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 180_000);

  it('keeps accepted = raw = rollups while clicks flow and the number goes up and down', async () => {
    const workspaceId = workspaceMovedBy(5);
    const sent: EventRow[] = [];
    let isOver = false;
    const clicking = (async () => {
      for (let turn = 0; !isOver; turn++) {
        const rows = rowsOf(workspaceId, 5);
        sent.push(...rows);
        await deliver(rows, (turn % 5) + 1);
        if (turn % 4 === 0) await deliver(sent.slice(-20), FOUNDING);
      }
    })();
    for (const count of [2, 3, 5, 2, FOUNDING, 5]) await settleCompletely(count);
    isOver = true;
    await clicking;
    const { workspace, links } = await believing(workspaceId, 2).totals(workspaceId, ['link_0', 'link_1', 'link_2']);
    expect(workspace.hits).toBe(sent.length);
    expect(links.reduce((sum, link) => sum + link.hits, 0)).toBe(sent.length);
    await expectBalanced(workspaceId, sent.length, 5);
  }, 120_000);
});

const HOLDER = 'somebody';

/** Moves a workspace whose events still wait where they were counted: with many to move they may have been sent before. */
async function movedWhileWaiting(events: number): Promise<string> {
  return eventually(async () => {
    const workspaceId = workspaceMovedBy(6);
    const from = believing(workspaceId, FOUNDING);
    await settleCompletely(FOUNDING);
    await deliver(rowsOf(workspaceId, events), FOUNDING);
    await settleCompletely(6);
    expect(await from.holdAlone(HOLDER, 20_000)).toBe(true);
    if ((await from.status()).waiting >= events) return workspaceId;
    await from.releaseAlone(HOLDER);
    throw new Error('the events were sent before the move was over');
  });
}

describe('a workspace that has moved', () => {
  it('still waits where it was counted, is shown whole, and is held in both places', async () => {
    const workspaceId = await movedWhileWaiting(7);
    const from = believing(workspaceId, FOUNDING);
    const to = believing(workspaceId, 6);
    await deliver(rowsOf(workspaceId, 4), 6);
    expect(await to.hold(workspaceId, 'a repair', 20_000)).toBe(false);
    expect(await from.hold(workspaceId, 'a repair', 20_000)).toBe(false);
    const { acceptedByDay } = await from.proof(workspaceId);
    expect(Object.values(acceptedByDay)).toEqual([11]);
    await from.releaseAlone(HOLDER);
    await expectBalanced(workspaceId, 11, FOUNDING);
    expect(await to.hold(workspaceId, 'a repair', 20_000)).toBe(true);
    await to.release(workspaceId, 'a repair');
    await from.release(workspaceId, 'a repair');
  });

  it('takes its dead letters along', async () => {
    const workspaceId = workspaceMovedBy(6);
    await settleCompletely(FOUNDING);
    const keys = ['a', 'b', 'c'].map((name) => `dead/2026-11-21/${name}.json`);
    const notes = keys.map((key) => ({ workspaceId, key, reason: 'retries_exhausted', events: 2 }));
    await believing(workspaceId, FOUNDING).noteLetters(notes);
    await settleCompletely(6);
    await believing(workspaceId, FOUNDING).noteLetters(notes);
    await believing(workspaceId, 2).noteReplayed(workspaceId, keys[0] ?? '');
    const letters = await believing(workspaceId, 6).letters(workspaceId, '', 10);
    expect(letters.map(({ key }) => key)).toEqual(keys.toReversed());
    expect((await believing(workspaceId, 3).proof(workspaceId)).letters).toEqual({
      retries_exhausted: { events: 6, replayed: 2 },
    });
    expect(await ledger(ledgerName(workspaceId, FOUNDING)).movesDue(6)).toEqual([]);
  });
});

describe('a live socket', () => {
  it('of a workspace that moves is told to come again, and finds it', async () => {
    const workspaceId = workspaceMovedBy(6);
    await settleCompletely(FOUNDING);
    await deliver(rowsOf(workspaceId, 3), FOUNDING);
    const watch = async () => {
      const response = await env.LEDGER.getByName(ledgerName(workspaceId, FOUNDING)).fetch('https://ledger/live', {
        headers: { upgrade: 'websocket', [LIVE_WORKSPACE_HEADER]: workspaceId },
      });
      const heard: { frames: string[]; code?: number } = { frames: [] };
      response.webSocket?.addEventListener('message', ({ data }) => void heard.frames.push(String(data)));
      response.webSocket?.addEventListener('close', ({ code }) => void (heard.code = code));
      response.webSocket?.accept();
      return heard;
    };
    const before = await watch();
    await settleCompletely(6);
    await eventually(() => expect(before.code).toBe(1012));
    const after = await watch();
    await deliver(rowsOf(workspaceId, 1), FOUNDING);
    await eventually(() => expect(after.frames.at(-1)).toMatch(/"type":"update".*"hits":4/));
    expect(after.frames[0]).toMatch(/"type":"hello".*"hits":3/);
  });
});

describe('a workspace on the move', () => {
  it('is counted by nobody while it is on its way, and its neighbours are', async () => {
    const workspaceId = workspaceMovedBy(6);
    await settleCompletely(FOUNDING);
    const home = ledgerName(workspaceId, FOUNDING);
    let neighbour = newEntityId('workspace', Date.now());
    while (ledgerName(neighbour, FOUNDING) !== home) neighbour = newEntityId('workspace', Date.now());
    await deliver(rowsOf(workspaceId, 1), FOUNDING);
    // Not asked for among those that are due: a page of them may be full of the workspaces of other tests.
    const move = { workspaceId, from: home, to: ledgerName(workspaceId, 6), registrar: home, number: 0 };
    await eventually(async () => expect(await ledger(home).leave(move)).not.toBeNull());
    const parcels = [rowsOf(workspaceId, 2), rowsOf(neighbour, 3)].map((rows) => ({ rows }));
    const { counted, failed } = await appendRows(parcels, config.ledgers);
    expect(counted).toEqual({ accepted: 3, duplicates: 0 });
    expect([...failed.keys()]).toEqual([parcels[0]]);
    await runInDurableObject(env.LEDGER.getByName(home), async (object: Ledger) => {
      await expect(object.totals(workspaceId, [])).rejects.toThrow(/moving between ledgers/);
    });
    await settleCompletely(6);
    expect((await appendRows(parcels, config.ledgers)).counted).toEqual({ accepted: 2, duplicates: 3 });
  });

  it('cannot leave while a repair relies on where it is', async () => {
    const workspaceId = workspaceMovedBy(6);
    await settleCompletely(FOUNDING);
    await deliver(rowsOf(workspaceId, 1), FOUNDING);
    const home = believing(workspaceId, FOUNDING);
    await eventually(async () => expect(await home.hold(workspaceId, 'a repair', 20_000)).toBe(true));
    expect((await settle(6)).left).toBeGreaterThan(0);
    await home.release(workspaceId, 'a repair');
    await settleCompletely(6);
    expect((await home.totals(workspaceId, [])).workspace.hits).toBe(1);
  });
});
