import { describe, expect, it } from 'vitest';
import type { CreatedToken } from '#core/token/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs, request } from '../test-client.ts';

type ErrorAnswer = { error: { code: string; message: string } };

/** Windows are aligned to the clock: a burst must not fall across the end of one. */
async function awayFromMinuteEnd(seconds: number): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < seconds * 1_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
}

describe('a token', () => {
  it('gets exactly what its plan allows per minute, told in every answer', { timeout: 60_000 }, async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    const call = callAs(tenant);
    await awayFromMinuteEnd(15);
    const first = await call('GET', '/domains');
    expect(first.headers.get('x-ratelimit-limit')).toBe('60');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('59');
    expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=60;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=59;t=\d+$/);
    expect(first.headers.get('retry-after')).toBeNull();
    const statuses: number[] = [];
    for (let n = 0; n < 64; n++) statuses.push((await call('GET', '/domains')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(59);
    const refused = await call<ErrorAnswer>('GET', '/domains');
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(refused.headers.get('x-ratelimit-reset')) * 1_000).toBeGreaterThan(Date.now());
    // Each token has its own; so has the next tenant.
    const neighbour = await seedWorkspace({ plan: 'free' });
    expect((await callAs(neighbour)('GET', '/domains')).status).toBe(200);
  });

  it('gets a few reports per second', async () => {
    const call = callAs(await seedWorkspace({ plan: 'free' }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('GET', '/analytics?interval=24h')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses).toContain(429);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.headers.get('x-ratelimit-limit')).toBe('1');
    expect(refused.headers.get('retry-after')).toBe('1');
  });

  it('takes its limit from a changed plan with the next request', async () => {
    const tenant = await seedWorkspace({ plan: 'pro' });
    const { body } = await callAs(tenant)<CreatedToken>('POST', '/tokens', { name: 'x', kind: 'publishable' });
    expect((await callAs(tenant)('GET', '/links')).headers.get('x-ratelimit-limit')).toBe('600');
    const browser = await request('GET', '/track/key', {
      authorization: `Bearer ${body.token}`,
      origin: 'https://a.test',
    });
    expect(browser.headers.get('x-ratelimit-limit')).toBe('600');
    expect(browser.headers.get('access-control-expose-headers')).toContain('x-ratelimit-remaining');
  });
});

describe('a network', () => {
  it('is limited where no credentials are asked for', { timeout: 60_000 }, async () => {
    await awayFromMinuteEnd(20);
    const from = { 'cf-connecting-ip': '2001:db8:77::1' };
    for (let n = 0; n < 300; n++) await request('GET', '/plans', from);
    const refused = await request<ErrorAnswer>('GET', '/plans', { 'cf-connecting-ip': '2001:db8:77::2' });
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
    expect((await request('GET', '/plans', { 'cf-connecting-ip': '2001:db8:78::1' })).status).toBe(200);
  });

  it('is stopped from guessing tokens, while a right one from there still works', { timeout: 60_000 }, async () => {
    await awayFromMinuteEnd(15);
    const tenant = await seedWorkspace();
    const from = { 'cf-connecting-ip': '198.51.100.200' };
    const guess = () =>
      request('GET', '/links', { ...from, authorization: 'Bearer hop_0000000000000000000000000000000000000000' });
    const statuses: number[] = [];
    for (let n = 0; n < 62; n++) statuses.push((await guess()).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
    expect((await request('GET', '/links', { ...from, authorization: `Bearer ${tenant.token}` })).status).toBe(200);
  });
});
