import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '#core/dead/letter.ts';
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { LedgerRpc, Totals } from '#core/ledger/contract.ts';
import { ledgerName } from '#core/shard/place.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { eventually } from '#test/eventually.ts';
import worker from './index.ts';
import { click } from './testing/click.ts';

const env = bindings as unknown as PipelineEnv & { TEST_EVENTS: Queue };
const QUEUE = 'hopline-events';
/** When a message was first seen, unless a test says otherwise, and the folder of its letters. */
const FIRST_SEEN = Date.now();
const DAY = dayOf(FIRST_SEEN);

let tenants = 0;
function newWorkspace(): string {
  return `ws_index_${++tenants}`;
}

function ledgerOf(workspaceId: string): LedgerRpc {
  return env.LEDGER.getByName(ledgerName(workspaceId, Number(env.LEDGER_SHARDS)));
}

async function totalsOf(workspaceId: string): Promise<Totals> {
  return (await ledgerOf(workspaceId).totals(workspaceId, [])).workspace;
}

function clicks(count: number, chosen: Partial<CapturedClick> = {}): CapturedClick[] {
  return Array.from({ length: count }, () => click(chosen));
}

let ids = 0;
function message(body: unknown, attempts = 1) {
  return { id: `message-${++ids}`, timestamp: new Date(FIRST_SEEN), attempts, body };
}

async function deliver(messages: ReturnType<typeof message>[], queue = QUEUE) {
  const batch = createMessageBatch(queue, messages);
  const ctx = createExecutionContext();
  await worker.queue(batch, env);
  return getQueueResult(batch, ctx);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Letters lie in the folder of the day their message was first seen. */
async function letter(id: string, day = DAY): Promise<DeadLetter> {
  const object = await env.VAULT.get(`dead/${day}/${id}.json`);
  if (!object) throw new Error(`no dead letter ${id}`);
  return object.json();
}

describe('the consumer', () => {
  it('counts the events of all good messages and acknowledges each of them', async () => {
    const [one, two] = [newWorkspace(), newWorkspace()];
    const mixed = [...clicks(3, { workspaceId: one }), ...clicks(2, { workspaceId: two })];
    const messages = [message({ v: 1, events: mixed }), message({ v: 1, events: clicks(1, { workspaceId: one }) })];
    const result = await deliver(messages);
    expect(result.explicitAcks.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
    expect((await totalsOf(one)).clicks).toBe(4);
    expect((await totalsOf(two)).clicks).toBe(2);
  });

  it('counts a message once that is delivered twice, in one batch or in two', async () => {
    const workspaceId = newWorkspace();
    const body = { v: 1, events: clicks(5, { workspaceId }) };
    await deliver([message(body), message(body)]);
    await deliver([message(body)]);
    expect((await totalsOf(workspaceId)).hits).toBe(5);
  });

  it('keeps poison with its reason, acknowledges it, and lets its neighbours pass', async () => {
    const workspaceId = newWorkspace();
    const poisons: [string, unknown][] = [
      ['not_an_object', 'garbage'],
      ['not_an_object', null],
      ['unknown_version', { v: 2, events: [] }],
      ['bad_event_list', { v: 1, events: [] }],
      ['bad_event', { v: 1, events: [{ ...click({ workspaceId }), id: 'no-uuid' }] }],
      ['bad_event', { v: 1, events: [click({ workspaceId }), { ...click({ workspaceId }), geo: null }] }],
      ['unknown_event_type', { v: 1, events: [{ ...click({ workspaceId }), type: 'teleport' }] }],
    ];
    const bad = poisons.map(([reason, body]) => ({ reason, sent: message(body) }));
    const good = clicks(6, { workspaceId }).map((event) => message({ v: 1, events: [event] }));
    const result = await deliver([...good.slice(0, 3), ...bad.map(({ sent }) => sent), ...good.slice(3)]);
    expect(result.retryMessages).toEqual([]);
    expect(result.explicitAcks).toHaveLength(good.length + bad.length);
    expect((await totalsOf(workspaceId)).hits).toBe(6);
    for (const { reason, sent } of bad)
      expect(await letter(sent.id)).toMatchObject({ reason, from: QUEUE, body: sent.body, attempts: 1 });
  });

  it('keeps an event whose time cannot be true, with the reason, and counts the others of its message', async () => {
    const workspaceId = newWorkspace();
    const future = click({ workspaceId, ts: Date.now() + 3_600_000 });
    const sent = message({ v: 1, events: [click({ workspaceId }), future] });
    await deliver([sent]);
    expect((await totalsOf(workspaceId)).hits).toBe(1);
    await deliver([sent]);
    const { letters } = await ledgerOf(workspaceId).proof(workspaceId);
    expect(letters).toEqual({ 'dropped:in_future': { events: 1, replayed: 0 } });
    expect(await letter(`${sent.id}.in_future`)).toMatchObject({
      reason: 'dropped:in_future',
      body: { v: 1, events: [future] },
    });
  });

  it('judges an event by the moment its message was first seen, so that a late delivery drops the same events', async () => {
    const workspaceId = newWorkspace();
    const firstSeen = Date.now() - 3_600_000;
    const ahead = click({ workspaceId, ts: firstSeen + 1_800_000 });
    const sent = { ...message({ v: 1, events: [ahead] }), timestamp: new Date(firstSeen) };
    await deliver([sent]);
    expect((await totalsOf(workspaceId)).hits).toBe(0);
    expect(await letter(`${sent.id}.in_future`, dayOf(firstSeen))).toMatchObject({ reason: 'dropped:in_future' });
  });
});

describe('the consumer and its ledgers', () => {
  it('retries only the messages whose ledger did not answer', async () => {
    const reachable = newWorkspace();
    const messages = [
      message({ v: 1, events: [click({ workspaceId: reachable })] }),
      message({ v: 1, events: [click({ workspaceId: awayFrom(reachable) })] }),
    ];
    const batch = createMessageBatch(QUEUE, messages);
    await worker.queue(batch, { ...env, LEDGER: deafLedger(reachable) });
    const result = await getQueueResult(batch, createExecutionContext());
    expect(result.explicitAcks).toEqual([messages[0]?.id]);
    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual([messages[1]?.id]);
  });

  it('is bound to the queue: a click sent to it arrives in ClickHouse', async () => {
    const workspaceId = newWorkspace();
    const event = click({ workspaceId });
    await env.TEST_EVENTS.send({ v: 1, events: [event] }, { contentType: 'json' });
    await eventually(async () => expect((await totalsOf(workspaceId)).clicks).toBe(1));
    await eventually(async () => expect((await ledgerOf(workspaceId).status()).waiting).toBe(0));
    const config = { url: env.CLICKHOUSE_URL, database: env.CLICKHOUSE_DATABASE, username: 'default', password: '' };
    const query = 'SELECT toString(event_id) FROM raw_events_v1 WHERE workspace_id = {workspace:String}';
    const request = { query, settings: {}, params: { workspace: workspaceId }, timeoutMs: 10_000 };
    expect((await runStatement(config, request)).trim()).toBe(event.id);
  });
});

/** A workspace counted by another ledger than this one. */
function awayFrom(workspaceId: string): string {
  for (;;) {
    const other = newWorkspace();
    if (ledgerName(other, 4) !== ledgerName(workspaceId, 4)) return other;
  }
}

/** All ledgers but the one of `reachable` refuse, as when they are overloaded. */
function deafLedger(reachable: string): typeof env.LEDGER {
  const open = ledgerName(reachable, 4);
  const getByName = (name: string) =>
    name === open ? env.LEDGER.getByName(name) : { append: () => Promise.reject(new Error('overloaded')) };
  return { getByName } as unknown as typeof env.LEDGER;
}

describe('the dead-letter queue', () => {
  it('stores each message with its age and attempts, then lets it go', async () => {
    const sent = message({ v: 1, events: [click()] }, 1);
    const result = await deliver([sent], 'hopline-events-dead');
    expect(result.explicitAcks).toEqual([sent.id]);
    const kept = await letter(sent.id);
    expect(kept).toMatchObject({
      v: 1,
      reason: 'retries_exhausted',
      attempts: 1,
      firstSeenAt: FIRST_SEEN,
      body: sent.body,
    });
    expect(kept.ageMs).toBe(kept.storedAt - FIRST_SEEN);
  });

  it('is told to the ledgers of its events, once per letter', async () => {
    const [one, two] = [newWorkspace(), newWorkspace()];
    const events = [...clicks(2, { workspaceId: one }), ...clicks(1, { workspaceId: two })];
    const sent = message({ v: 1, events });
    await deliver([sent, message('poison of nobody')], 'hopline-events-dead');
    await deliver([sent], 'hopline-events-dead');
    expect((await ledgerOf(one).proof(one)).letters).toEqual({ retries_exhausted: { events: 2, replayed: 0 } });
    expect((await ledgerOf(two).proof(two)).letters).toEqual({ retries_exhausted: { events: 1, replayed: 0 } });
    expect(await ledgerOf(one).letters(one, '', 10)).toMatchObject([{ key: `dead/${DAY}/${sent.id}.json`, events: 2 }]);
  });

  it('keeps a message in the queue whose ledger cannot be told', async () => {
    const batch = createMessageBatch('hopline-events-dead', [message({ v: 1, events: clicks(1) })]);
    await worker.queue(batch, { ...env, LEDGER: deafLedger('ws_nobody') });
    expect((await getQueueResult(batch, createExecutionContext())).retryMessages).toHaveLength(1);
  });

  it('keeps a message in the queue that R2 refuses', async () => {
    const batch = createMessageBatch('hopline-events-dead', [message('x')]);
    const broken = { put: () => Promise.reject(new Error('R2 is away')) } as unknown as R2Bucket;
    await worker.queue(batch, { ...env, VAULT: broken });
    expect((await getQueueResult(batch, createExecutionContext())).retryMessages).toHaveLength(1);
  });
});

async function tick(cron: string, over: Partial<PipelineEnv> = {}): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController({ cron, scheduledTime: new Date() }), { ...env, ...over });
  await waitOnExecutionContext(ctx);
}

describe('the crons', () => {
  it('count spilled events once, delete what was counted, and set poison aside', async () => {
    const workspaceId = newWorkspace();
    const event = click({ workspaceId });
    await ledgerOf(workspaceId).capture([event]);
    const spills = [event, click({ workspaceId })].map((each) => ({
      key: `spill/2026-11-21/${each.id}.json`,
      text: JSON.stringify({ v: 1, events: [each] }),
    }));
    spills.push({ key: `spill/2026-11-21/${uuidv7(1)}.json`, text: '{half' });
    for (const { key, text } of spills) await env.VAULT.put(key, text);
    await tick('* * * * *');
    expect((await totalsOf(workspaceId)).hits).toBe(2);
    expect((await env.VAULT.list({ prefix: 'spill/' })).objects).toEqual([]);
    const dead = await env.VAULT.list({ prefix: 'dead/' });
    expect(dead.objects.filter(({ key }) => key.includes('/spill_'))).toHaveLength(1);
  });

  it('leave a spill where it is when its ledger is away', async () => {
    const event = click({ workspaceId: newWorkspace() });
    const key = `spill/2026-11-21/${event.id}.json`;
    await env.VAULT.put(key, JSON.stringify({ v: 1, events: [event] }));
    await tick('* * * * *', { LEDGER: deafLedger('ws_nobody') });
    expect(await env.VAULT.head(key)).not.toBeNull();
    await env.VAULT.delete(key);
  });

  it('make salts for today and tomorrow and never replace one', async () => {
    await tick('7 * * * *');
    const names = (await env.ROUTES.list({ prefix: 'salt:' })).keys;
    const before = await Promise.all(names.map(({ name }) => env.ROUTES.get(name)));
    expect(names).toHaveLength(2);
    expect(atob(before[0] ?? '')).toHaveLength(32);
    expect(before[0]).not.toBe(before[1]);
    await tick('* * * * *');
    expect(await Promise.all(names.map(({ name }) => env.ROUTES.get(name)))).toEqual(before);
  });

  it('go on with the other jobs when one fails', async () => {
    const failing = { list: () => Promise.reject(new Error('R2 is away')) } as unknown as R2Bucket;
    const puts: string[] = [];
    const routes = {
      get: () => Promise.resolve(null),
      put: async (name: string) => void puts.push(name),
    } as unknown as KVNamespace;
    await tick('* * * * *', { VAULT: failing, ROUTES: routes });
    expect(puts.filter((name) => name.startsWith('salt:'))).toHaveLength(2);
  });
});
