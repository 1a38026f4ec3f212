import { describe, expect, it } from 'vitest';
import { D1DueDeliveries } from './due-deliveries.ts';
import { WorkspaceDeliveries, WorkspaceWebhooks } from './webhooks.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { OutboundError } from '#core/outbound/error.ts';
import type { OutboundOptions } from '#core/outbound/ports.ts';
import { createSealer } from '#core/secret/seal.ts';
import { MAX_ATTEMPTS } from '#core/webhook/backoff.ts';
import { deliver } from '#core/webhook/deliver.ts';
import { dispatchEvents } from '#core/webhook/dispatch.ts';
import { hmacSha256Hex } from '#core/webhook/hmac.ts';
import { createWebhook, rotateSecret, updateWebhook } from '#core/webhook/manage.ts';
import type { DeliverContext, WebhookContext } from '#core/webhook/ports.ts';
import type { WebhookEventName } from '#core/webhook/webhook.ts';

const HOUR_MS = 3_600_000;
type Posted = OutboundOptions & { url: string };

/** A tenant with the real stores, a clock of the test's own, and a receiver that answers what it is told to. */
async function open() {
  const tenant = await seedWorkspace();
  const actor = ownerOf(tenant);
  const state = {
    now: Date.now(),
    answers: [] as (number | OutboundError)[],
    posted: [] as Posted[],
    alerts: [] as string[],
  };
  const now = () => state.now;
  const sealer = createSealer('a secret of the tests, 32 characters or more');
  const context: WebhookContext = {
    actor,
    sealer,
    now,
    webhooks: new WorkspaceWebhooks(testEnv.CONTROL, tenant.workspaceId),
    deliveries: new WorkspaceDeliveries(testEnv.CONTROL, tenant.workspaceId),
    policy: { allowLoopback: false },
  };
  const delivering: DeliverContext = {
    sealer,
    now,
    deliveries: new D1DueDeliveries(testEnv.CONTROL),
    outbound: async (url, options) => {
      state.posted.push({ url, ...options });
      const answer = state.answers.shift() ?? 200;
      if (answer instanceof OutboundError) throw answer;
      const body = Uint8Array.from(new TextEncoder().encode('thanks'));
      return { url, status: answer, headers: new Headers(), body, isCut: false, redirects: [] };
    },
    alert: async (_webhook, kind) => void state.alerts.push(kind),
    healed: async () => void state.alerts.push('healed'),
  };
  return { context, delivering, state };
}

type Opened = Awaited<ReturnType<typeof open>>;

const add = (context: WebhookContext, triggers: WebhookEventName[] = ['link.created'], more = {}) =>
  createWebhook(context, { name: 'Mine', url: 'https://hooks.acme.com/x', triggers, ...more });

/** Tells of events and returns the ids of what is to be delivered. */
async function tell({ context }: Opened, ids: string[], event: WebhookEventName = 'link.created', more = {}) {
  const nudged: string[] = [];
  const nudge = async (deliveries: string[]) => void nudged.push(...deliveries);
  const events = ids.map((id) => ({ id, event, createdAt: context.now(), data: { key: id }, ...more }));
  await dispatchEvents({ ...context, nudge }, events);
  return nudged;
}

describe('an event', () => {
  it('reaches each webhook that asked for it once, however often it is told', async () => {
    const opened = await open();
    await add(opened.context);
    await add(opened.context, ['link.created', 'link.deleted']);
    await add(opened.context, ['link.deleted']);
    expect(await tell(opened, ['evt_1', 'evt_2'])).toHaveLength(4);
    expect(await tell(opened, ['evt_1', 'evt_2', 'evt_3'])).toHaveLength(2);
    const many = Array.from({ length: 400 }, (_, i) => `evt_many_${i}`);
    expect(await tell(opened, many)).toHaveLength(800);
  });

  it('of one link is heard by those that listen to the link, its folder, or all', async () => {
    const opened = await open();
    await add(opened.context, ['link.clicked'], { linkIds: ['link_a'] });
    await add(opened.context, ['link.clicked'], { folderIds: ['fold_a'] });
    await add(opened.context, ['link.clicked']);
    expect(await tell(opened, ['evt_1'], 'link.clicked', { linkId: 'link_a', folderId: null })).toHaveLength(2);
    expect(await tell(opened, ['evt_2'], 'link.clicked', { linkId: 'link_b', folderId: 'fold_a' })).toHaveLength(2);
    expect(await tell(opened, ['evt_3'], 'link.clicked', { linkId: 'link_b', folderId: null })).toHaveLength(1);
  });

  it('is not heard by a webhook that is switched off', async () => {
    const opened = await open();
    const { webhook } = await add(opened.context);
    await updateWebhook(opened.context, webhook.id, { disabled: true });
    expect(await tell(opened, ['evt_1'])).toEqual([]);
  });
});

describe('a delivery', () => {
  it('is signed so that the receiver can tell who sent it, and when', async () => {
    const opened = await open();
    const { secret, webhook } = await add(opened.context);
    const [id = ''] = await tell(opened, ['evt_signed']);
    expect(await deliver(opened.delivering, id)).toBe('delivered');
    const [post] = opened.state.posted;
    const seconds = Math.floor(opened.state.now / 1_000);
    expect(JSON.parse(post?.body ?? '')).toMatchObject({
      id: 'evt_signed',
      event: 'link.created',
      data: { key: 'evt_signed' },
    });
    expect(post?.headers?.['dub-signature']).toBe(await hmacSha256Hex(secret, post?.body ?? ''));
    const timed = await hmacSha256Hex(secret, `${seconds}.${post?.body}`);
    expect(post?.headers?.['hopline-signature']).toBe(`t=${seconds},v1=${timed}`);
    expect(post).toMatchObject({ url: webhook.url, method: 'POST', maxRedirects: 0 });
    expect(await opened.context.deliveries.find(id)).toMatchObject({
      state: 'delivered',
      status: 200,
      response: 'thanks',
    });
    const rotated = await rotateSecret(opened.context, webhook.id);
    expect(rotated.secret).not.toBe(secret);
    const row = await testEnv.CONTROL.prepare('SELECT sealed_secret AS s FROM webhooks WHERE id = ?')
      .bind(webhook.id)
      .first<string>('s');
    expect(row).not.toContain(rotated.secret.slice(6));
  });

  it('is made by one of any number of workers at the same time, and only when it is due', async () => {
    const opened = await open();
    await add(opened.context);
    const [id = ''] = await tell(opened, ['evt_1']);
    const made = await Promise.all(Array.from({ length: 4 }, () => deliver(opened.delivering, id)));
    expect(made.filter(Boolean)).toEqual(['delivered']);
    expect(await deliver(opened.delivering, id)).toBeUndefined();
  });
});

describe('a delivery that fails', () => {
  it('is tried again, later and later, and in the end given up', async () => {
    const opened = await open();
    const { state } = opened;
    await add(opened.context);
    const [id = ''] = await tell(opened, ['evt_1']);
    const waits: number[] = [];
    state.answers = [
      500,
      302,
      new OutboundError('timeout', 'The server took too long to answer.'),
      404,
      500,
      500,
      500,
      500,
      500,
    ];
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      expect(await deliver(opened.delivering, id)).toBe('waiting');
      const next = (await opened.context.deliveries.find(id))?.nextAttemptAt ?? 0;
      waits.push(next - state.now);
      expect(await deliver(opened.delivering, id)).toBeUndefined();
      state.now = next;
    }
    // The last two are the same but for their spread.
    const growing = waits.slice(0, -1);
    expect(growing).toEqual(growing.toSorted((a, b) => a - b));
    expect(await deliver(opened.delivering, id)).toBe('failed');
    expect(await opened.context.deliveries.find(id)).toMatchObject({
      attempts: MAX_ATTEMPTS,
      error: 'The receiver answered 500.',
    });
  });

  it('because its worker died is due again after its lease', async () => {
    const opened = await open();
    await add(opened.context);
    const [id = ''] = await tell(opened, ['evt_1']);
    await opened.delivering.deliveries.claim(id, opened.state.now, 60_000);
    expect(await deliver(opened.delivering, id)).toBeUndefined();
    opened.state.now += 60_001;
    expect(await deliver(opened.delivering, id)).toBe('delivered');
  });
});

describe('a webhook that fails', () => {
  it('is told of, and switched off only after failing often and for hours', async () => {
    const opened = await open();
    const { state } = opened;
    const { webhook } = await add(opened.context);
    const failOnce = async (name: string) => {
      const [id = ''] = await tell(opened, [name]);
      state.answers = [503];
      await deliver(opened.delivering, id);
    };
    for (let i = 0; i < 30; i++) await failOnce(`evt_${i}`);
    expect(state.alerts).toEqual(['failing']);
    expect((await opened.context.webhooks.find(webhook.id))?.disabledAt).toBeNull();
    state.now += 7 * HOUR_MS;
    await failOnce('evt_late');
    expect(state.alerts).toEqual(['failing', 'disabled']);
    const off = await opened.context.webhooks.find(webhook.id);
    expect(off?.disabledAt).toBe(state.now);
    const on = await updateWebhook(opened.context, webhook.id, { disabled: false });
    expect(on).toMatchObject({ disabledAt: null, failures: 0, failingSince: null });
  });

  it('and then succeeds begins to count anew', async () => {
    const opened = await open();
    const { webhook } = await add(opened.context);
    opened.state.answers = [500, 500, 500, 500, 500, 500, 200];
    for (let i = 0; i < 7; i++) {
      const [id = ''] = await tell(opened, [`evt_${i}`]);
      await deliver(opened.delivering, id);
    }
    expect(opened.state.alerts).toEqual(['failing', 'healed']);
    expect((await opened.context.webhooks.find(webhook.id))?.failures).toBe(0);
  });

  it('with 410 says that it wants no more', async () => {
    const opened = await open();
    const { webhook } = await add(opened.context);
    const [id = ''] = await tell(opened, ['evt_1']);
    opened.state.answers = [410];
    expect(await deliver(opened.delivering, id)).toBe('failed');
    expect((await opened.context.webhooks.find(webhook.id))?.disabledAt).not.toBeNull();
  });
});

describe('the address of a webhook', () => {
  it.each([
    'http://hooks.acme.com/',
    'https://10.0.0.1/',
    'https://127.0.0.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://user:pass@acme.com/',
    'https://acme.com:22/',
    'ftp://acme.com/',
    'https://metadata.google.internal/',
  ])('%s is refused', async (url) => {
    const { context } = await open();
    await expect(add(context, ['link.created'], { url })).rejects.toMatchObject({ code: 'unprocessable_entity' });
  });
});

it('the log of deliveries is bounded: by age, and by number for each webhook', async () => {
  const opened = await open();
  const { webhook } = await add(opened.context);
  await tell(
    opened,
    Array.from({ length: 1_010 }, (_, i) => `evt_${i}`),
  );
  await testEnv.CONTROL.prepare("UPDATE webhook_deliveries SET state = 'delivered' WHERE webhook_id = ?")
    .bind(webhook.id)
    .run();
  const due = new D1DueDeliveries(testEnv.CONTROL);
  const count = () =>
    testEnv.CONTROL.prepare('SELECT count(*) AS n FROM webhook_deliveries WHERE webhook_id = ?')
      .bind(webhook.id)
      .first<number>('n');
  await due.forget(0);
  expect(await count()).toBe(1_000);
  await due.forget(Date.now() + HOUR_MS);
  expect(await count()).toBe(0);
});
