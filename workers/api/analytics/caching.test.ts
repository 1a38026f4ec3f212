/** How often the store is asked: every statement of a report goes through a slot, so slots are what is counted. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { Slots } from '#core/stats/serve/slots.ts';
import type { Metrics } from '#core/stats/wire.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { captured, ledgerOf, rowOf } from '../dead/test-events.ts';
import { createApp } from '../app.ts';
import { callAs } from '../test-client.ts';

/** Of one question: which of its days are closed, and what it asks. */
const STATEMENTS = 2;
let asked: MockInstance<Slots['run']>;

beforeEach(() => {
  asked = vi.spyOn(Slots.prototype, 'run');
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function seedLink() {
  const tenant = await seedWorkspace();
  const call = callAs(tenant);
  const { body: link } = await call<WireLink>('POST', '/links', { url: 'https://acme.test/1', key: 'one' });
  const ledger = ledgerOf(tenant.workspaceId);
  /** Counts clicks as the pipeline does, and waits until they are stored. */
  const click = async (clicks: number): Promise<void> => {
    const rows = Array.from({ length: clicks }, () =>
      rowOf(captured({ workspaceId: tenant.workspaceId, linkId: link.id })),
    );
    const before = await ledger.dataVersion(tenant.workspaceId);
    await ledger.append(rows);
    await eventually(async () => expect(await ledger.dataVersion(tenant.workspaceId)).toMatch(/ all \d+$/));
    expect(await ledger.dataVersion(tenant.workspaceId)).not.toBe(before);
    // What an isolate believes of the version is half a second old at most.
    await new Promise((resolve) => setTimeout(resolve, 600));
  };
  return { tenant, call, link, click };
}

describe('a report', () => {
  it('is computed once while its data stays the same, and anew as soon as more is stored', async () => {
    const { call, click } = await seedLink();
    const clicks = async (query = 'interval=7d'): Promise<number> =>
      (await call<Metrics>('GET', `/analytics?${query}`)).body.clicks;
    await click(2);
    const before = asked.mock.calls.length;
    expect([await clicks(), await clicks(), await clicks()]).toEqual([2, 2, 2]);
    expect(asked.mock.calls.length).toBe(before + STATEMENTS);
    // The same question in other words has the same answer.
    expect(await clicks('timezone=UTC&event=clicks&interval=7d')).toBe(2);
    expect(asked.mock.calls.length).toBe(before + STATEMENTS);
    await click(3);
    expect(await clicks()).toBe(5);
    expect(asked.mock.calls.length).toBe(before + 2 * STATEMENTS);
  });

  it('is not sent again to a client that has it', async () => {
    const { call, click, link } = await seedLink();
    await click(1);
    for (const path of [
      '/analytics?interval=7d',
      '/analytics/report?groupBy=timeseries&interval=7d',
      '/analytics/overview?range=7d',
      '/events?interval=7d',
    ]) {
      const first = await call('GET', path);
      const tag = first.headers.get('etag') ?? '';
      expect([path, tag]).toEqual([path, expect.stringMatching(/^W\/"[0-9a-f]{32}"$/)]);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      expect(first.headers.get('vary')).toContain('authorization');
      for (const known of [tag, `"x", ${tag}`, '*']) {
        const again = await call('GET', path, undefined, { 'if-none-match': known });
        expect([path, again.status, again.body, again.headers.get('etag')]).toEqual([path, 304, '', tag]);
      }
      expect((await call('GET', path, undefined, { 'if-none-match': 'W/"0"' })).status).toBe(200);
    }
    const path = '/analytics?groupBy=top_links&interval=7d';
    const before = await call('GET', path);
    const statements = asked.mock.calls.length;
    // A new title is a new answer, although nothing new was counted.
    await call('PATCH', `/links/${link.id}`, { title: 'Renamed' });
    const after = await call('GET', path, undefined, { 'if-none-match': before.headers.get('etag') ?? '' });
    expect([after.status, asked.mock.calls.length]).toEqual([200, statements]);
    await click(1);
    expect((await call('GET', path, undefined, { 'if-none-match': after.headers.get('etag') ?? '' })).status).toBe(200);
  });

  it('is computed once for everybody who asks at the same time', async () => {
    const { call, click } = await seedLink();
    await click(1);
    const before = asked.mock.calls.length;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call<Metrics>('GET', '/analytics?interval=30d&country=DE')),
    );
    const served = answers.filter(({ status }) => status === 200);
    expect(served.length).toBeGreaterThan(1);
    for (const { body } of served) expect(body.clicks).toBe(1);
    expect(asked.mock.calls.length).toBe(before + STATEMENTS);
  });
});

describe('a workspace that asks for too much', () => {
  it('is told when to come back', async () => {
    const { call } = await seedLink();
    asked.mockImplementation(async (key, work, signal) => {
      vi.restoreAllMocks();
      const slots = new Slots({ running: 0, waiting: 0, waitMs: 1 });
      return slots.run(key, work, signal);
    });
    const { status, headers, body } = await call<{ error: { code: string } }>('GET', '/analytics?interval=90d');
    expect([status, body.error.code, headers.get('retry-after')]).toEqual([429, 'rate_limit_exceeded', '2']);
  });
});

describe('a client that leaves', () => {
  it('takes its question with it', async () => {
    const { tenant } = await seedLink();
    const begun = Promise.withResolvers<AbortSignal | undefined>();
    asked.mockImplementation((_key, _work, signal) => {
      begun.resolve(signal);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${tenant.token}` };
    const request = new Request('https://api.test/analytics?interval=1y', { headers, signal: leaving.signal });
    // The app itself: between a test and its worker the runtime does not pass on that a client has left.
    const answer = Promise.resolve(createApp().fetch(request, env as unknown as ApiEnv, createExecutionContext()));
    const signal = await Promise.race([
      begun.promise,
      answer.then(async (early) => {
        throw new Error(`answered already: ${early.status} ${await early.text()}`);
      }),
    ]);
    expect(signal?.aborted).toBe(false);
    leaving.abort();
    expect((await answer).status).toBe(400);
    expect(signal?.aborted).toBe(true);
  });
});
