import { describe, expect, it } from 'vitest';
import type { SharedPage, SharedReport } from '#core/share/public-wire.ts';
import type { WireShare } from '#core/share/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { seedClicks } from '../analytics/test-clicks.ts';
import { callAs, fetchApi } from '../test-client.ts';

interface Looked<Body> {
  status: number;
  body: Body;
  text: string;
}

/** As anybody: without credentials. */
async function look<Body>(path: string, init: RequestInit = {}): Promise<Looked<Body>> {
  const answer = await fetchApi(path, init);
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text) as Body, text };
}

const unlock = (key: string, password: string, from = '203.0.113.9') =>
  look<{ token: string }>(`/shared/${key}/unlock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': from },
    body: JSON.stringify({ password }),
  });

async function seedShares() {
  const seeded = await seedClicks();
  const share = async (body: object): Promise<WireShare> => {
    const answer = await seeded.call<WireShare>('POST', '/shares', { name: 'Spring', ...body });
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body;
  };
  return { ...seeded, share };
}

describe('a shared page', () => {
  it('shows anybody the figures of one link, and nothing else of the workspace', async () => {
    const { share, one, two, tenant } = await seedShares();
    const { key } = await share({ kind: 'link', targetId: one.id });
    const page = await look<SharedPage>(`/shared/${key}`);
    expect(page.body).toMatchObject({ locked: false, name: 'Spring', kind: 'link' });
    expect(page.body.shortLink).toContain('/one');
    const report = await look<SharedReport>(`/shared/${key}/report?interval=24h&groupBy=countries&linkId=${two.id}`);
    expect(report.body.total).toMatchObject({ clicks: 3 });
    expect(report.body.metrics).toEqual(['clicks', 'uniqueVisitors']);
    for (const secret of [one.id, two.id, tenant.workspaceId, one.url])
      expect(page.text + report.text).not.toContain(secret);
    expect((await look(`/shared/${key}/report?groupBy=top_links`)).status).toBe(422);
    expect((await look(`/shared/${key}/report?groupBy=top_urls`)).status).toBe(422);
  });

  it('names the links of a folder by what is public of them', async () => {
    const { share, call, one, two } = await seedShares();
    const { body: folder } = await call<{ id: string }>('POST', '/folders', { name: 'Spring' });
    await call('PATCH', `/links/${one.id}`, { folderId: folder.id });
    const { key } = await share({ kind: 'folder', targetId: folder.id, showConversions: true });
    const { body, text } = await look<SharedReport>(`/shared/${key}/report?interval=24h&groupBy=top_links`);
    expect(body.rows.map((row) => row.values['clicks'])).toEqual([3]);
    expect(body.rows[0]?.key['shortLink']).toContain('/one');
    expect(body.metrics).toContain('saleAmount');
    for (const secret of [one.id, two.id, folder.id]) expect(text).not.toContain(secret);
    const all = await look<SharedReport>(`/shared/${(await share({})).key}/report?interval=24h&groupBy=top_links`);
    expect(all.body.rows).toHaveLength(2);
  });

  it('ends when it is deleted, and when its time is over', async () => {
    const { share, call } = await seedShares();
    const { id, key } = await share({});
    expect((await look(`/shared/${key}/report?interval=24h`)).status).toBe(200);
    expect((await call('DELETE', `/shares/${id}`)).status).toBe(200);
    expect((await look(`/shared/${key}/report?interval=24h`)).status).toBe(404);
    const soon = await share({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect((await look(`/shared/${soon.key}`)).status).toBe(404);
    expect((await look(`/shared/${'x'.repeat(24)}`)).status).toBe(404);
    expect((await call('POST', '/shares', { name: 'Old', expiresAt: '2020-01-01' })).status).toBe(422);
  });
});

describe('a shared page with a password', () => {
  it('tells nothing before it, and opens with it until it changes', async () => {
    const { share, call } = await seedShares();
    const { id, key } = await share({ password: 'sesame, open' });
    const locked = await look<SharedPage>(`/shared/${key}`);
    expect([locked.body.locked, locked.body.name]).toEqual([true, null]);
    expect((await look(`/shared/${key}/report`)).status).toBe(401);
    expect((await unlock(key, 'sesame, shut')).status).toBe(403);
    const { token } = (await unlock(key, 'sesame, open')).body;
    expect((await look(`/shared/${key}/report?token=${token}`)).status).toBe(200);
    expect((await look(`/shared/${key}/report`, { headers: { 'x-share-token': token } })).status).toBe(200);
    const other = await share({ password: 'another one' });
    expect((await look(`/shared/${other.key}/report?token=${token}`)).status).toBe(401);
    await call('PATCH', `/shares/${id}`, { password: 'sesame, again' });
    expect((await look(`/shared/${key}/report?token=${token}`)).status).toBe(401);
    expect((await call<WireShare[]>('GET', '/shares')).body.map((each) => each.hasPassword)).toEqual([true, true]);
  });

  it('takes few guesses from one network, right ones included', async () => {
    const { share } = await seedShares();
    const { key } = await share({ password: 'sesame, open' });
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => unlock(key, `guess ${n}`)));
    expect(guesses.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(10);
    expect((await unlock(key, 'sesame, open')).status).toBe(429);
    expect((await unlock(key, 'sesame, open', '203.0.113.10')).status).toBe(200);
  });
});

it('shares are nobody else’s, and of nothing that is not there', async () => {
  const { share, call } = await seedShares();
  const { id } = await share({});
  const stranger = callAs(await seedWorkspace());
  expect((await stranger('GET', '/shares')).body).toEqual([]);
  expect((await stranger('PATCH', `/shares/${id}`, { name: 'Theirs' })).status).toBe(404);
  expect((await stranger('DELETE', `/shares/${id}`)).status).toBe(404);
  for (const body of [
    { kind: 'link', targetId: 'link_none' },
    { kind: 'folder' },
    { kind: 'workspace', targetId: 'x' },
    { password: 'short' },
  ])
    expect((await call('POST', '/shares', { name: 'Odd', ...body })).status).toBe(422);
});
