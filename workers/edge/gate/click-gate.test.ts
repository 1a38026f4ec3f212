import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { clicks, visit } from '#test/worker/visit.ts';

describe('a link for N clicks', () => {
  it('redirects exactly N of a hundred visitors who come at once, and captures exactly those', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'few', url: 'https://acme.example/', record: { maxClicks: 7 } });

    const answers = await Promise.all(Array.from({ length: 100 }, () => visit(`https://${tenant.domain}/few`)));

    expect(answers.filter((answer) => answer.status === 302)).toHaveLength(7);
    expect(answers.filter((answer) => answer.headers.get('x-hopline-reason') === 'exhausted')).toHaveLength(93);
    expect(await clicks(tenant.workspaceId, 7)).toHaveLength(7);
  });

  it('leads the rest to its expired page', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, {
      key: 'one',
      url: 'https://acme.example/',
      record: { maxClicks: 1, expiredUrl: 'https://acme.example/sold-out' },
    });

    await visit(`https://${tenant.domain}/one`);
    const second = await visit(`https://${tenant.domain}/one`);

    expect(second.status).toBe(302);
    expect(second.headers.get('location')).toBe('https://acme.example/sold-out');
    expect(second.headers.get('x-hopline-reason')).toBe('exhausted');
  });

  it('spends no click on HEAD, fetchers and prefetches, and tells them no destination', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'one', url: 'https://acme.example/secret', record: { maxClicks: 1 } });
    const url = `https://${tenant.domain}/one`;

    const uncounted = [
      await visit(url, { method: 'HEAD' }),
      await visit(url, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } }),
      await visit(url, { headers: { 'sec-purpose': 'prefetch' } }),
    ];

    expect(uncounted.map((answer) => answer.status)).toEqual([200, 200, 503]);
    for (const answer of uncounted)
      expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain('secret');
    expect((await visit(url)).status).toBe(302);
  });

  it('that is used up says so to HEAD, fetchers, prefetches and its preview page, too', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'gone', url: 'https://acme.example/secret', record: { maxClicks: 1 } });
    const url = `https://${tenant.domain}/gone`;
    expect((await visit(`${url}+`)).status).toBe(200);
    await visit(url);

    const late = [
      await visit(url, { method: 'HEAD' }),
      await visit(url, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } }),
      await visit(url, { headers: { 'sec-purpose': 'prefetch' } }),
      await visit(`${url}+`),
    ];

    expect(late.map((answer) => answer.status)).toEqual([410, 410, 410, 410]);
    expect(late.map((answer) => answer.headers.get('x-hopline-reason'))).toEqual(Array(4).fill('exhausted'));
  });
});

describe('the gate of a link for N clicks', () => {
  it('remembers its count when the object has been evicted', async () => {
    const gate = env.GATE.getByName('link_evicted');
    expect(await gate.take('a', 2)).toBe('granted');
    await evictDurableObject(gate);
    expect(await gate.take('b', 2)).toBe('granted');
    await evictDurableObject(gate);
    expect(await gate.take('c', 2)).toBe('exhausted');
  });

  it('takes one click for a call that is repeated', async () => {
    const gate = env.GATE.getByName('link_repeated');
    expect(await gate.take('a', 2)).toBe('granted');
    expect(await gate.take('a', 2)).toBe('granted');
    expect(await gate.take('b', 2)).toBe('granted');
    expect(await gate.take('c', 2)).toBe('exhausted');
  });

  it('opens again when the limit is raised', async () => {
    const gate = env.GATE.getByName('link_raised');
    expect(await gate.take('a', 1)).toBe('granted');
    expect(await gate.take('b', 1)).toBe('exhausted');
    expect(await gate.take('b', 2)).toBe('granted');
  });
});
