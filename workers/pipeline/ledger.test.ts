import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { CapturedClick } from '#core/event/captured.ts';
import { layoutColumns, ROW_LAYOUT } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { type LedgerRpc, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import { LIVE_SUBPROTOCOL, type LiveFrame, MAX_LIVE_EVENTS } from '#core/live/protocol.ts';
import { freshDatabase, type TestDatabase } from '#test/worker/database.ts';
import { eventually } from '#test/eventually.ts';
import { Ledger } from './ledger.ts';
import { click, row } from './testing/click.ts';
import { everywhere, storedIn } from './testing/stored-counts.ts';

const env = bindings as unknown as PipelineEnv;
type Stub = ReturnType<typeof env.LEDGER.getByName>;

let named = 0;
function newLedger(): Stub & LedgerRpc {
  return env.LEDGER.getByName(`ledger-test-${++named}`);
}

function rows(count: number, chosen: Partial<CapturedClick> = {}): EventRow[] {
  return Array.from({ length: count }, () => row(chosen));
}

/** The same object with another ClickHouse behind it. */
function inLedger<Result>(
  stub: Stub,
  database: TestDatabase,
  work: (ledger: Ledger, state: DurableObjectState) => Promise<Result>,
): Promise<Result> {
  return runInDurableObject(stub, (_instance, state) =>
    work(new Ledger(state, { ...env, ...database } as unknown as PipelineEnv), state),
  );
}

const NOWHERE: TestDatabase = { CLICKHOUSE_URL: 'http://127.0.0.1:9', CLICKHOUSE_DATABASE: 'nowhere' };

describe('a click that waits', () => {
  it('can be asked for by its id, by its own workspace alone, until ClickHouse has it', async () => {
    const stub = newLedger();
    const [first, second] = rows(2);
    await stub.append([first, second] as EventRow[]);
    expect(await stub.waitingClick('ws_test', second?.event_id ?? '')).toMatchObject({
      event_id: second?.event_id,
      link_id: 'link_test',
      country: 'DE',
      visitor_id: '255',
    });
    expect(await stub.waitingClick('ws_other', second?.event_id ?? '')).toBeNull();
    expect(await stub.waitingClick('ws_test', 'link_test')).toBeNull();
    await eventually(async () => expect(await stub.waitingClick('ws_test', second?.event_id ?? '')).toBeNull());
  });
});

describe('append', () => {
  it('is safe to repeat: the same rows change no total', async () => {
    const ledger = newLedger();
    const sent = rows(30);
    expect(await ledger.append(sent)).toEqual({ accepted: 30, duplicates: 0 });
    const before = await ledger.totals('ws_test', ['link_test', 'link_other']);
    expect(await ledger.append(sent)).toEqual({ accepted: 0, duplicates: 30 });
    expect(await ledger.totals('ws_test', ['link_test', 'link_other'])).toEqual(before);
    expect(before.workspace).toMatchObject({ hits: 30, clicks: 30 });
    expect(before.links.map((link) => link.clicks)).toEqual([30, 0]);
    const status = await ledger.status();
    expect(status).toMatchObject({ accepted: 30, duplicates: 30, breaker: 'closed', idsHeld: 30 });
    expect(status.name).toMatch(/^ledger-test-/);
  });

  it('remembers everything it promised after an eviction', async () => {
    const ledger = newLedger();
    const sent = rows(30);
    await ledger.append(sent);
    await evictDurableObject(ledger);
    expect(await ledger.append(sent)).toEqual({ accepted: 0, duplicates: 30 });
    expect((await ledger.totals('ws_test', [])).workspace.clicks).toBe(30);
  });

  it('counts a visitor’s repeated click like the first, and writes down that it was one', async () => {
    const ledger = newLedger();
    await ledger.append(rows(1, { visitor: '00000000000000aa' }));
    await ledger.append(rows(2, { visitor: '00000000000000aa' }));
    const lines = await runInDurableObject(ledger, (_instance, state) =>
      state.storage.sql
        .exec<{ lines: string }>('SELECT CAST(rows AS TEXT) AS lines FROM log ORDER BY seq')
        .toArray()
        .flatMap((entry) => entry.lines.trim().split('\n')),
    );
    const reasons = lines.map((line) => (JSON.parse(line) as string[])[layoutColumns(ROW_LAYOUT).indexOf('reason')]);
    expect(reasons).toEqual(['', 'repeat', 'repeat']);
    expect((await ledger.totals('ws_test', ['link_test'])).links[0]?.clicks).toBe(3);
  });

  it('shares one written entry among calls that come together', async () => {
    const ledger = newLedger();
    await Promise.all(Array.from({ length: 50 }, () => ledger.append(rows(2))));
    const entries = await runInDurableObject(ledger, (_instance, state) =>
      state.storage.sql.exec('SELECT count(*) AS n, sum(n) AS events FROM log').one(),
    );
    expect(entries['events']).toBe(100);
    expect(entries['n']).toBeLessThanOrEqual(10);
  });

  it('counts an event once when two calls of one commit bring it', async () => {
    const ledger = newLedger();
    const sent = rows(5);
    const results = await Promise.all([ledger.append(sent), ledger.append(sent)]);
    expect(new Set(results.map((result) => result.accepted))).toEqual(new Set([0, 5]));
  });

  it('refuses a call that is too large, and counts none of it', async () => {
    const ledger = newLedger();
    await runInDurableObject(ledger, async (instance) => {
      await expect((instance as Ledger).append(rows(2_001))).rejects.toThrow('at most 2000');
    });
    expect((await ledger.status()).accepted).toBe(0);
  });
});

describe('capture', () => {
  it('counts raw events as the consumer would', async () => {
    const ledger = newLedger();
    const event = click();
    expect(await ledger.capture([event])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await ledger.append([row(event)])).toEqual({ accepted: 0, duplicates: 1 });
  });
});

describe('the drain', () => {
  it('brings what was appended to every table without being asked', async () => {
    const ledger = newLedger();
    await ledger.append(rows(10));
    await eventually(async () => expect(await ledger.status()).toMatchObject({ stored: 10, waiting: 0 }));
  });

  it('is armed by an append and re-armed after a failure, until all is stored', async () => {
    const ledger = newLedger();
    const database = await freshDatabase();
    await inLedger(ledger, NOWHERE, async (away, state) => {
      await away.append(rows(10));
      expect(await state.storage.getAlarm()).not.toBeNull();
      await state.storage.deleteAlarm();
      await away.alarm();
      expect(await state.storage.getAlarm()).not.toBeNull();
      expect(await away.status()).toMatchObject({ waiting: 10, stored: 0, attempts: 1 });
      await state.storage.deleteAlarm();
    });
    await inLedger(ledger, database, async (back, state) => {
      await back.nudge();
      expect(await state.storage.getAlarm()).not.toBeNull();
      await eventually(async () => {
        await back.alarm();
        expect(await back.status()).toMatchObject({ waiting: 0, stored: 10, breaker: 'closed' });
      });
      const config = {
        url: database.CLICKHOUSE_URL,
        database: database.CLICKHOUSE_DATABASE,
        username: 'default',
        password: '',
      };
      expect(await storedIn(config)).toEqual(everywhere(10));
    });
  });

  it('sets no alarm when nothing waits', async () => {
    const ledger = newLedger();
    await ledger.nudge();
    expect(await runDurableObjectAlarm(ledger)).toBe(false);
  });
});

describe('live', () => {
  async function watch(ledger: Stub, workspaceId: string): Promise<{ frames: LiveFrame[]; socket: WebSocket }> {
    const response = await ledger.fetch('http://ledger/live', {
      headers: {
        upgrade: 'websocket',
        [LIVE_WORKSPACE_HEADER]: workspaceId,
        'sec-websocket-protocol': `bearer.x, ${LIVE_SUBPROTOCOL}`,
      },
    });
    expect(response.status).toBe(101);
    expect(response.headers.get('sec-websocket-protocol')).toBe(LIVE_SUBPROTOCOL);
    const frames: LiveFrame[] = [];
    const socket = response.webSocket as WebSocket;
    socket.accept();
    socket.addEventListener('message', ({ data }) => {
      if (data !== 'pong') frames.push(JSON.parse(data as string) as LiveFrame);
    });
    return { frames, socket };
  }

  it('greets with the totals, then tells of each click of the workspace and of no other', async () => {
    const ledger = newLedger();
    await ledger.append(rows(3, { workspaceId: 'ws_live' }));
    const { frames } = await watch(ledger, 'ws_live');
    await eventually(() => expect(frames[0]).toMatchObject({ type: 'hello', totals: { clicks: 3 } }));
    await ledger.append([row({ workspaceId: 'ws_live', linkId: 'link_l' }), row({ workspaceId: 'ws_other' })]);
    await eventually(() =>
      expect(frames[1]).toMatchObject({
        type: 'update',
        totals: { clicks: 4 },
        links: { link_l: { clicks: 1 } },
        omitted: 0,
      }),
    );
    const update = frames[1];
    expect(update?.type === 'update' && update.events.map((event) => event.linkId)).toEqual(['link_l']);
  });

  it('gathers what comes fast into few frames that lose no count', async () => {
    const ledger = newLedger();
    const { frames } = await watch(ledger, 'ws_fast');
    for (let burst = 0; burst < 20; burst++) await ledger.append(rows(40, { workspaceId: 'ws_fast' }));
    await eventually(() => expect(frames.at(-1)).toMatchObject({ type: 'update', totals: { clicks: 800 } }));
    const updates = frames.filter((frame) => frame.type === 'update');
    expect(updates.length).toBeLessThan(20);
    expect(updates.reduce((sum, frame) => sum + frame.events.length + frame.omitted, 0)).toBe(800);
    expect(Math.max(...updates.map((frame) => frame.events.length))).toBeLessThanOrEqual(MAX_LIVE_EVENTS);
  });

  it('goes on after the object slept', async () => {
    const ledger = newLedger();
    const { frames } = await watch(ledger, 'ws_sleep');
    await evictDurableObject(ledger);
    await ledger.append(rows(1, { workspaceId: 'ws_sleep' }));
    await eventually(() => expect(frames.at(-1)).toMatchObject({ type: 'update', totals: { clicks: 1 } }));
  });

  it('answers a plain request with a refusal', async () => {
    const response = await newLedger().fetch('http://ledger/live');
    expect(response.status).toBe(400);
  });
});
