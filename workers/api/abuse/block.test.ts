/** What a block and a quarantine do to their owners, and how they are appealed and lifted. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireStanding } from '#core/abuse/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { QUARANTINE_KV_KEY } from '#core/route/keys.ts';
import { parseListEntry } from '#core/route/workspace-list.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { mailTo } from '../../../test/support/worker/mail.ts';
import { owner, type Owner } from '../audit/test-scripts.ts';
import { aLink, recordOf, type Refusal, report, TestDesk } from './test-desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await TestDesk.open();
});

describe('a blocked link', () => {
  it('leads nowhere, tells its owner why, and cannot be changed, undone or moved; only deleted', async () => {
    const { person, link } = await desk.blocked();
    expect((await recordOf(link))?.blocked).toBe(true);
    const { body } = await person.call<WireLink>('GET', `/links/info?linkId=${link.id}`);
    expect(body.blocked).toEqual({ since: expect.any(String), reason: 'phishing' });
    const refused = await person.call<Refusal>('PATCH', `/links/${link.id}`, { url: 'https://acme.test/' });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden']);
    expect(refused.body.error.message).toContain(`POST /links/${link.id}/appeal`);
    const { body: history } = await person.call<{ id: string; action: string; actor: string }[]>(
      'GET',
      `/links/${link.id}/history`,
    );
    expect(history[0]).toMatchObject({ action: 'link.block', actor: 'system:abuse-desk' });
    expect((await person.call('POST', `/links/${link.id}/history/${history[0]?.id}/undo`)).status).toBe(403);
    expect((await mailTo(person.email, 'was blocked')).text).toContain('steals passwords');
    expect((await person.call('DELETE', `/links/${link.id}`)).status).toBe(200);
  });

  it('cannot come back under another key, in another workspace, or from the deleted ones', async () => {
    const { person, link } = await desk.blocked();
    for (const each of [person, await owner()]) {
      const { status, body } = await each.call<Refusal>('POST', '/links', { url: `${link.url}?utm_source=again` });
      expect([status, body.error.message]).toEqual([422, expect.stringContaining('is listed as')]);
    }
    await person.call('DELETE', `/links/${link.id}`);
    expect((await person.call('POST', `/links/${link.id}/restore`)).status).toBe(422);
  });

  it('takes its host with it where the operator says so, until that is lifted', async () => {
    const person = await owner();
    const host = `${crypto.randomUUID()}.example`;
    const link = await aLink(person, `https://www.${host}/a`);
    await report(link.shortLink);
    const [found] = await desk.casesOf(person);
    await desk.decide(found!.id, { action: 'block', reason: 'malware', listHost: true });
    const other = { url: `https://www.${host}/other` };
    expect((await person.call('POST', '/links', other)).status).toBe(422);
    await desk.decide(found!.id, { action: 'lift' });
    expect((await person.call('POST', '/links', other)).status).toBe(200);
  });
});

describe('an appeal', () => {
  const text = 'The page is our own: see the imprint.';

  it('brings the case back; lifted, the link works as before, and the owner is told', async () => {
    const { person, link, caseId } = await desk.blocked();
    const path = `/links/${link.id}/appeal`;
    const { body: standing } = await person.call<WireStanding>('POST', path, { text });
    expect(standing).toMatchObject({ blocked: { reason: 'phishing' }, appeal: { text, outcome: null } });
    expect((await person.call('POST', path, { text })).status).toBe(409);
    expect(await desk.casesOf(person)).toMatchObject([{ id: caseId, status: 'appealed' }]);
    expect((await recordOf(link))?.blocked).toBe(true);

    const { body } = await desk.decide(caseId, { action: 'lift', note: 'Sorry, you are right.' });
    expect([body.status, body.appeals[0]?.outcome]).toEqual(['dismissed', 'granted']);
    expect((await recordOf(link))?.blocked).toBeUndefined();
    expect((await mailTo(person.email, 'back in service')).text).toContain('Sorry, you are right.');
    expect((await person.call('PATCH', `/links/${link.id}`, { title: 'Mine again' })).status).toBe(200);
    expect((await person.call('POST', path, { text })).status).toBe(409);
    expect((await person.call<WireStanding>('GET', path)).body).toEqual({ blocked: null, appeal: null });
    const { body: log } = await person.call<{ action: string }[]>('GET', '/audit-log');
    expect(log.map(({ action }) => action)).toContain('link.appeal');
  });

  it('that is refused leaves the block, with the answer, and can be repeated twice', async () => {
    const { person, link, caseId } = await desk.blocked();
    const path = `/links/${link.id}/appeal`;
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await person.call('POST', path, { text })).status).toBe(200);
      expect((await desk.decide(caseId, { action: 'uphold', note: 'It still copies a bank.' })).body.status).toBe(
        'blocked',
      );
    }
    expect((await person.call<WireStanding>('GET', path)).body.appeal).toMatchObject({
      outcome: 'refused',
      answer: 'It still copies a bank.',
    });
    expect((await person.call('POST', path, { text })).status).toBe(409);
    expect((await mailTo(person.email, 'Your appeal')).text).toContain('It still copies a bank.');
    expect((await recordOf(link))?.blocked).toBe(true);
  });

  it.each([{}, { text: 'short' }, { text: 'x'.repeat(4_001) }, { text, caseId: 'x' }])('refuses %j', async (body) => {
    const { person, link } = await desk.blocked();
    expect((await person.call('POST', `/links/${link.id}/appeal`, body)).status).toBe(422);
  });
});

describe('a workspace in quarantine', () => {
  const isQuarantined = async ({ workspaceId }: Owner) =>
    parseListEntry(await (testEnv as unknown as ApiEnv).ROUTES.get(QUARANTINE_KV_KEY))?.(workspaceId) ?? false;

  it('is closed as a whole without touching its links, and opened again by an appeal', async () => {
    const person = await owner();
    const link = await aLink(person);
    const before = await recordOf(link);
    await report(link.shortLink);
    const [found] = await desk.casesOf(person);
    const { body } = await desk.decide(found!.id, { action: 'quarantine', reason: 'spam' });
    expect([body.status, body.workspace?.quarantined]).toEqual(['quarantined', true]);
    expect(await isQuarantined(person)).toBe(true);
    expect(await recordOf(link)).toEqual(before);

    for (const [method, path, input] of [
      ['POST', '/links', { url: 'https://acme.test/' }],
      ['PATCH', `/links/${link.id}`, { title: 'x' }],
      ['POST', '/imports', { format: 'csv', name: 'links.csv' }],
    ] as const) {
      const refused = await person.call<Refusal>(method, path, input);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.body.error.message).toContain('spread spam');
    }
    const { body: workspace } = await person.call<{ quarantine: object }>('GET', `/workspaces/${person.workspaceId}`);
    expect(workspace.quarantine).toMatchObject({ reason: 'spam' });
    await mailTo(person.email, 'is in quarantine');

    const path = `/workspaces/${person.workspaceId}/appeal`;
    expect((await person.call('POST', path, { text: 'Our account was stolen last night.' })).status).toBe(200);
    const [appealed] = await desk.casesOf(person);
    expect(appealed).toMatchObject({ kind: 'workspace', status: 'appealed' });
    expect(
      (await desk.decide(appealed!.id, { action: 'lift', note: 'Welcome back.' })).body.workspace?.quarantined,
    ).toBe(false);
    expect(await isQuarantined(person)).toBe(false);
    expect((await person.call('POST', '/links', { url: 'https://acme.test/' })).status).toBe(200);
    expect(await desk.casesOf(person, '&status=dismissed')).toHaveLength(2);
  });
});
