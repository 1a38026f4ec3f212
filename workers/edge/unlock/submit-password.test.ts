import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { hashPassword } from '#core/link/password.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { AttemptLimiter, ATTEMPTS_PER_VISITOR, WINDOW_MS } from '../gate/attempt-limiter.ts';
import { clicks, submit, visit } from '#test/worker/visit.ts';

async function seedLocked(record: object = {}) {
  const tenant = await seedWorkspace();
  await seedLink(tenant, {
    key: 'locked',
    url: 'https://acme.example/inside',
    record: { passwordHash: await hashPassword('sesame'), ...record },
  });
  return { tenant, url: `https://${tenant.domain}/locked` };
}

describe('a link with a password', () => {
  it('asks for it, on a page that nobody may frame or store', async () => {
    const { url } = await seedLocked();
    const page = await visit(url);
    expect(page.status).toBe(401);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(await page.text()).toContain('<form method="post">');
  });

  it('lets in who knows it, at once and afterwards, and counts each visit', async () => {
    const { tenant, url } = await seedLocked();

    const entered = await submit(url, 'sesame');
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe('https://acme.example/inside');
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^hop_unlock=[^;]+; Path=\/locked; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/);

    const again = await visit(url, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect([again.status, again.headers.get('location')]).toEqual([302, 'https://acme.example/inside']);
    expect(await clicks(tenant.workspaceId, 2)).toHaveLength(2);
  });

  it('never hands the form on: a 308 link answers a post by 303', async () => {
    const { url } = await seedLocked({ status: 308 });
    expect((await submit(url, 'sesame')).status).toBe(303);
  });

  it('keeps out who does not know it', async () => {
    const { url } = await seedLocked();
    const answer = await submit(url, 'open');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('not the password');
  });

  it('forgets everybody when the password changes', async () => {
    const { url } = await seedLocked();
    const cookie = (await submit(url, 'sesame')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const other = await seedLocked();
    expect((await visit(other.url, { headers: { cookie } })).status).toBe(401);
  });
});

describe('guesses at a password', () => {
  it('stop after a few attempts of one visitor, and of nobody else', async () => {
    const { url } = await seedLocked();
    const from = (ip: string) => ({ 'cf-connecting-ip': ip });
    for (let i = 0; i < ATTEMPTS_PER_VISITOR; i++)
      expect((await submit(url, `guess${i}`, from('203.0.113.1'))).status).toBe(401);

    const stopped = await submit(url, 'sesame', from('203.0.113.1'));
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await submit(url, 'sesame', from('203.0.113.2'))).status).toBe(303);
  });

  it('count as a hundred when a hundred come at once', async () => {
    const { url } = await seedLocked();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => submit(url, `guess${i}`, { 'cf-connecting-ip': '203.0.113.5' })),
    );
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(ATTEMPTS_PER_VISITOR);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(100 - ATTEMPTS_PER_VISITOR);
  });

  it('from all the addresses of an IPv6 network are one guesser’s', async () => {
    const { url } = await seedLocked();
    for (let i = 0; i < ATTEMPTS_PER_VISITOR; i++)
      await submit(url, 'guess', { 'cf-connecting-ip': `2001:db8:1:2::${i + 1}` });
    expect((await submit(url, 'guess', { 'cf-connecting-ip': '2001:db8:1:2:ffff::9' })).status).toBe(429);
    expect((await submit(url, 'guess', { 'cf-connecting-ip': '2001:db8:1:3::1' })).status).toBe(401);
  });

  it.each([
    ['JSON', { body: '{"password":"sesame"}', headers: { 'content-type': 'application/json' } }],
    ['nothing', {}],
    ['a book', { body: new URLSearchParams({ password: 'x'.repeat(100_000) }) }],
    ['another field', { body: new URLSearchParams({ pass: 'sesame' }) }],
  ])('of %s open nothing', async (_what, init) => {
    const { url } = await seedLocked();
    expect((await visit(url, { method: 'POST', ...init })).status).toBe(401);
  });

  it('in front of a click limit spend no click', async () => {
    const { url } = await seedLocked({ maxClicks: 1 });
    await submit(url, 'wrong');
    expect((await submit(url, 'sesame')).status).toBe(303);
    expect((await submit(url, 'sesame')).headers.get('x-hopline-reason')).toBe('exhausted');
  });
});

it('a link without a password takes no posts', async () => {
  const tenant = await seedWorkspace();
  await seedLink(tenant, { key: 'open', url: 'https://acme.example/' });
  expect((await submit(`https://${tenant.domain}/open`, 'x')).status).toBe(405);
});

describe('attempts', () => {
  it('are forgiven after success and after their window', async () => {
    await runInDurableObject(env.GATE.getByName('attempts'), (_gate, state) => {
      const limiter = new AttemptLimiter(state.storage.sql);
      for (let i = 0; i < ATTEMPTS_PER_VISITOR; i++) expect(limiter.begin('v', 1_000)).toBe(0);
      expect(limiter.begin('v', 2_000)).toBe(WINDOW_MS - 1_000);
      expect(limiter.begin('v', 1_000 + WINDOW_MS)).toBe(0);
      limiter.succeed('v');
      for (let i = 0; i < ATTEMPTS_PER_VISITOR; i++) expect(limiter.begin('v', 2_000 + WINDOW_MS)).toBe(0);
    });
  });
});
