/** Anybody can report a link: what is taken, what is refused, and what it brings about. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import { owner } from '../audit/test-scripts.ts';
import { fetchApi } from '../test-client.ts';
import { aLink, report, TestDesk } from './test-desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await TestDesk.open();
});

describe('a report', () => {
  it('of anybody opens a case; the same network counts once, and who reported is not shown', async () => {
    const person = await owner();
    const link = await aLink(person);
    const note = 'It asks for my password.';
    for (const from of ['198.18.0.1', '198.18.0.1', '198.18.0.2'])
      expect(await report(link.shortLink, { note }, from)).toMatchObject({ status: 200, body: { received: true } });
    const [found] = await desk.casesOf(person);
    expect(found).toMatchObject({ linkId: link.id, reports: 2, score: 0, priority: 20, origin: 'reported' });
    const { body } = await desk.person.call<WireCaseDetail>('GET', `/abuse/cases/${found?.id}`);
    expect(body.found).toMatchObject([{ reason: 'phishing', note }, { note }]);
    expect(Object.keys(body.found[0]!)).toEqual(['reason', 'note', 'createdAt']);
    expect(body.history.map(({ action, actor }) => [action, actor])).toEqual([
      ['case.report', 'visitor'],
      ['case.report', 'visitor'],
      ['case.open', 'visitor'],
    ]);
  });

  it.each(['+', '.qr', '?utm_source=mail', '/'])('is understood with %j behind the address', async (end) => {
    const person = await owner();
    const link = await aLink(person);
    expect((await report(link.shortLink.replace('https://', '') + end)).status).toBe(200);
    expect(await desk.casesOf(person)).toMatchObject([{ linkId: link.id }]);
  });

  it.each([
    ['https://nobody.example/x', 'link:'],
    ['http://169.254.169.254/latest', 'link:'],
    ['javascript:alert(1)', 'link:'],
    ['x', 'link:'],
  ])('of %j is refused: it is no short link here', async (link, told) => {
    const { status, body } = await report(link);
    expect([status, body.error.message.startsWith(told)]).toEqual([422, true]);
  });

  it('is taken from one network so often and no more', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++) statuses.push((await report('https://nobody.example/x', {}, '198.18.9.9')).status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  it('brings a dismissed case back only when several people insist', async () => {
    const person = await owner();
    const link = await aLink(person);
    await report(link.shortLink);
    const [found] = await desk.casesOf(person);
    expect((await desk.decide(found!.id, { action: 'dismiss' })).body.status).toBe('dismissed');
    await report(link.shortLink);
    await report(link.shortLink);
    expect(await desk.casesOf(person)).toEqual([]);
    await report(link.shortLink);
    expect(await desk.casesOf(person)).toMatchObject([{ status: 'open', reports: 4 }]);
  });
});

describe('the page for reports', () => {
  const post = (fields: Record<string, string>) =>
    fetchApi('/api/v1/abuse/report', { method: 'POST', body: new URLSearchParams(fields) });

  it('works without scripts, and lets nothing in from anywhere', async () => {
    const answer = await fetchApi('/abuse/report?link=https%3A%2F%2Fgo.acme.test%2F%22%3E%3Cscript%3E');
    const page = await answer.text();
    expect([answer.status, page.includes('value="https://go.acme.test/&quot;&gt;&lt;script&gt;"')]).toEqual([
      200,
      true,
    ]);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page).not.toMatch(/<script|style=|onclick|https?:\/\/(?!go\.acme)/);
    expect((await fetchApi('/abuse/report.css')).headers.get('content-type')).toContain('text/css');
  });

  it('thanks for a report, and says what is wrong with one without losing what was typed', async () => {
    const person = await owner();
    const link = await aLink(person);
    const thanks = await post({ link: link.shortLink, reason: 'spam', note: 'Every day.' });
    expect([thanks.status, await thanks.text()]).toEqual([200, expect.stringContaining('Thank you')]);
    expect(await desk.casesOf(person)).toMatchObject([{ linkId: link.id, reports: 1 }]);

    const again = await post({ link: 'https://nobody.example/<x>', reason: 'spam', note: 'Typed <b>long</b>.' });
    const page = await again.text();
    expect(again.status).toBe(422);
    expect(page).toContain('This is no short link of this service.');
    expect(page).toContain('value="https://nobody.example/&lt;x&gt;"');
    expect(page).toContain('Typed &lt;b&gt;long&lt;/b&gt;.</textarea>');
    expect((await post({ link: link.shortLink })).status).toBe(422);
  });
});
