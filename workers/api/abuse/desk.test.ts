/** What comes before the people who look at links, and what they can decide. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { owner } from '../audit/test-scripts.ts';
import { signUp } from '../auth/test-person.ts';
import { aLink, confirm, recordOf, type Refusal, report, TestDesk } from './test-desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await TestDesk.open();
});

describe('a suspicious link', () => {
  it('is made, and waits for somebody with the reasons; a harmless one does not', async () => {
    const person = await owner();
    await aLink(person);
    const { status, body } = await person.call<WireLink>('POST', '/links', { url: 'http://192.0.2.7/tool.exe' });
    expect([status, body.blocked]).toEqual([200, null]);
    const [found, ...rest] = await desk.casesOf(person);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ kind: 'link', status: 'open', linkId: body.id, score: 70, origin: 'created' });
    expect(found?.signals.map(({ sign, weight }) => [sign, weight])).toEqual([
      ['ip', 30],
      ['download', 25],
      ['young', 15],
    ]);
  });

  it('shows when a change brings it, too', async () => {
    const person = await owner();
    const link = await aLink(person);
    expect(await desk.casesOf(person)).toEqual([]);
    await person.call('PATCH', `/links/${link.id}`, { ios: 'http://192.0.2.8/tool.apk' });
    expect(await desk.casesOf(person)).toMatchObject([
      { linkId: link.id, origin: 'changed', address: 'http://192.0.2.8/tool.apk' },
    ]);
  });

  it('that is plainly made to deceive is refused with the reason, and the attempts are counted', async () => {
    const person = await owner();
    for (let attempt = 0; attempt < 3; attempt++) {
      const { status, body } = await person.call<Refusal>('POST', '/links', { url: 'https://paypa1.com/login' });
      expect([status, body.error.code]).toEqual([422, 'unprocessable_entity']);
      expect(body.error.message).toContain('url: looks made to deceive ("paypa1" reads as paypal)');
    }
    expect(await desk.casesOf(person)).toEqual([]);
    expect(await desk.casesOf(person, '&status=refused')).toMatchObject([
      { kind: 'attempt', times: 3, linkId: null, score: 90 },
    ]);
    expect((await person.call('GET', '/links/count')).body).toBe(0);
  });
});

describe('the desk', () => {
  it('is there for operators alone: not for owners, strangers, or an address that is not confirmed', async () => {
    const person = await owner();
    const unconfirmed = await signUp();
    for (const each of [person, unconfirmed])
      for (const [method, path] of [
        ['GET', '/abuse/cases'],
        ['GET', '/abuse/cases/case_x'],
        ['POST', '/abuse/cases/case_x/decision'],
        ['GET', '/abuse/log'],
      ] as const) {
        const body = method === 'POST' ? { action: 'dismiss' } : undefined;
        expect([path, (await each.call(method, path, body)).status]).toEqual([path, 404]);
      }
    await confirm(false);
    expect((await desk.person.call('GET', '/abuse/cases')).status).toBe(404);
    await confirm(true);
    expect((await desk.person.call<{ operator: boolean }>('GET', '/me')).body.operator).toBe(true);
    expect((await person.call<{ operator: boolean }>('GET', '/me')).body.operator).toBe(false);
  });

  it('shows the queue by priority, page by page, and filtered', async () => {
    const person = await owner();
    for (const url of ['http://192.0.2.1/a.exe', 'https://netfliix.com/', 'http://192.0.2.1/b.exe'])
      await person.call('POST', '/links', { url });
    const all = await desk.casesOf(person);
    expect(all.map(({ priority }) => priority)).toEqual([70, 70, 55]);
    const first = await desk.casesOf(person, '&pageSize=1');
    const rest = await desk.casesOf(person, `&startingAfter=${first[0]?.id}`);
    expect([...first, ...rest]).toEqual(all);
    expect(await desk.casesOf(person, '&minScore=60')).toHaveLength(2);
    expect(await desk.casesOf(person, '&kind=workspace')).toEqual([]);
  });

  it('takes a decision once: of two at the same time one is told so', async () => {
    const person = await owner();
    const link = await aLink(person);
    await report(link.shortLink);
    const [found] = await desk.casesOf(person);
    const answers = await Promise.all([
      desk.decide(found!.id, { action: 'block', reason: 'spam' }),
      desk.decide(found!.id, { action: 'dismiss' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
    const { body } = await desk.person.call<WireCaseDetail>('GET', `/abuse/cases/${found?.id}`);
    expect(body.history.filter(({ action }) => action !== 'case.open' && action !== 'case.report')).toHaveLength(1);
    expect((await recordOf(link))?.blocked).toBe(body.status === 'blocked' ? true : undefined);
  });

  it.each([
    [{ action: 'block' }, 422, 'reason: is required'],
    [{ action: 'lift' }, 409, 'does not fit a case that is open'],
    [{ action: 'uphold' }, 409, 'does not fit a case that is open'],
    [{ action: 'burn' }, 422, 'action:'],
  ])('refuses %j', async (decision, status, told) => {
    const person = await owner();
    await report((await aLink(person)).shortLink);
    const [found] = await desk.casesOf(person);
    const answer = await desk.decide(found!.id, decision);
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(told)]);
  });
});

describe('the operators’ log', () => {
  it('says who did what, with the state before and after', async () => {
    const { caseId } = await desk.blocked();
    const { body } = await desk.person.call<{ caseId: string; action: string; actor: string }[]>('GET', '/abuse/log');
    const { body: me } = await desk.person.call<{ user: { id: string } }>('GET', '/me');
    expect(body.find((entry) => entry.caseId === caseId)).toMatchObject({
      action: 'case.block',
      actor: `user:${me.user.id}`,
      before: 'open',
      after: 'blocked',
      note: 'Copies a bank.',
    });
  });
});
