import { describe, expect, it } from 'vitest';
import type { WireAlert } from '#core/alert/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { Alerts } from '#platform/d1/control/alerts.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedColleague, seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

const alerts = new Alerts(testEnv.CONTROL);
const now = Date.now();

async function raised(workspaceId: string) {
  const raise = (kind: string, subject: string, detail: Record<string, unknown>, at: number) =>
    alerts.raise({ workspaceId, kind, subject, detail }, at);
  await raise('usage.events', '2026-11', { used: 4_100, limit: 5_000, standing: 'near' }, now);
  await raise('webhook.failing', 'wh_1', { name: 'Mine', failures: 5, last: 'The receiver answered 500.' }, now + 1);
  await raise('audit.broken', '2026-11-20', {}, now + 2);
}

describe('alerts', () => {
  it('are listed in words, the last seen first, open and resolved ones apart', async () => {
    const tenant = await seedWorkspace();
    await raised(tenant.workspaceId);
    const list = async (query = '') => (await callAs(tenant)<WireAlert[]>('GET', `/alerts${query}`)).body;
    expect((await list()).map(({ message }) => message)).toEqual([
      'The counts of 2026-11-20 differ between the places that count. The day is being repaired.',
      'The webhook "Mine" does not answer. The receiver answered 500.',
      '4100 of 5000 events of this month are used.',
    ]);
    await alerts.resolve({ workspaceId: tenant.workspaceId, kind: 'webhook.failing', subject: 'wh_1' }, now + 3);
    expect((await list('?state=open')).map(({ kind }) => kind)).toEqual(['audit.broken', 'usage.events']);
    expect(await list('?state=resolved')).toMatchObject([{ subject: 'wh_1', resolvedAt: expect.any(String) }]);
    expect((await list('?kind=usage.events')).map(({ subject }) => subject)).toEqual(['2026-11']);
    expect((await list('?pageSize=1&page=2')).map(({ kind }) => kind)).toEqual(['webhook.failing']);
    expect(await callAs(await seedWorkspace())('GET', '/alerts')).toMatchObject({ status: 200, body: [] });
  });

  it('are shown only to those who may see what they are about', async () => {
    const tenant = await seedWorkspace();
    await raised(tenant.workspaceId);
    const narrow = await seedWorkspace({ role: 'billing' });
    await raised(narrow.workspaceId);
    const { body } = await callAs(narrow)<WireAlert[]>('GET', '/alerts');
    expect(body.map(({ kind }) => kind)).toEqual(['usage.events']);
  });

  it('tell of a destination that failed three times, also when a person looked, and once', async () => {
    const call = callAs(await seedWorkspace());
    const link = { url: 'http://127.0.0.1:1/', key: 'broken', fallbackUrl: 'https://acme.test/sorry' };
    const { body } = await call<WireLink>('POST', '/links', link);
    const check = () => call('POST', `/links/${body.id}/health`);
    const messages = async () =>
      (await call<WireAlert[]>('GET', '/alerts?state=open')).body.map(({ message }) => message);
    await check();
    await check();
    expect(await messages()).toEqual([]);
    await check();
    await check();
    expect(await messages()).toEqual([
      `${body.domain}/broken fails: The server could not be reached. Visitors are led to https://acme.test/sorry.`,
    ]);
  });

  it('of a link in a folder that is closed to somebody are not there for that person', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body: folder } = await call<{ id: string }>('POST', '/folders', { name: 'Closed', accessLevel: null });
    const made = async (more: object) =>
      (await call<WireLink>('POST', '/links', { url: 'https://acme.test', ...more })).body.id;
    const [open, closed] = [await made({}), await made({ folderId: folder.id })];
    for (const subject of [open, closed])
      await alerts.raise(
        { workspaceId: tenant.workspaceId, kind: 'link.failing', subject, detail: { problem: 'It answers 404.' } },
        now,
      );
    const subjects = async (as: typeof tenant) =>
      (await callAs(as)<WireAlert[]>('GET', '/alerts')).body.map(({ subject }) => subject).toSorted();
    expect(await subjects(tenant)).toEqual([open, closed].toSorted());
    const viewer = await seedColleague(tenant, 'viewer');
    expect(await subjects(viewer)).toEqual([open]);
  });
});
