import { describe, expect, it } from 'vitest';
import type { CapturedClick } from '#core/event/captured.ts';
import type { Receipt } from '#core/proof/receipt.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { callAs } from '../test-client.ts';
import { captured, deadLetter, ledgerOf } from './test-events.ts';

const DAY_MS = 86_400_000;

interface WireLetter {
  id: string;
  reason: string;
  events: number;
  replayedAt: string | null;
  body: CapturedClick[];
}

describe('dead letters', () => {
  it('are listed newest first, page by page', async () => {
    const tenant = await seedWorkspace();
    const { workspaceId } = tenant;
    const call = callAs(tenant);
    const old = await deadLetter([captured({ workspaceId })], 'retries_exhausted', 19);
    const recent = await deadLetter([captured({ workspaceId }), captured({ workspaceId })]);
    const { status, body } = await call<WireLetter[]>('GET', '/dead-letters');
    expect(status).toBe(200);
    expect(body.map(({ id, events, reason }) => [id, events, reason])).toEqual([
      [recent, 2, 'retries_exhausted'],
      [old, 1, 'retries_exhausted'],
    ]);
    const [first] = (await call<WireLetter[]>('GET', '/dead-letters?limit=1')).body;
    expect(first?.id).toBe(recent);
    const next = await call<WireLetter[]>('GET', `/dead-letters?limit=1&before=${first?.id}`);
    expect(next.body.map(({ id }) => id)).toEqual([old]);
  });

  it('show each workspace its own events only', async () => {
    const [mine, theirs, strangers] = [await seedWorkspace(), await seedWorkspace(), await seedWorkspace()];
    const own = captured({ workspaceId: mine.workspaceId });
    const id = await deadLetter([own, captured({ workspaceId: theirs.workspaceId })]);
    const { body } = await callAs(mine)<WireLetter>('GET', `/dead-letters/${id}`);
    expect(body).toMatchObject({
      id,
      events: 1,
      detail: 'given up',
      from: 'hopline-events',
      attempts: 21,
      ageMs: 5_000,
    });
    expect(body.body).toEqual([own]);
    for (const path of [`/dead-letters/${id}`, '/dead-letters/nothing', '/dead-letters/2026-11-21_nothing'])
      expect((await callAs(strangers)('GET', path)).status).toBe(404);
    expect((await callAs(strangers)('POST', `/dead-letters/${id}/replay`)).status).toBe(404);
  });

  it('are for owners and admins', async () => {
    for (const role of ['editor', 'viewer', 'billing'] as const) {
      const call = callAs(await seedWorkspace({ role }));
      expect((await call('GET', '/dead-letters')).status).toBe(403);
      expect((await call('GET', '/dead-letters/2026-11-21_x')).status).toBe(403);
      expect((await call('POST', '/dead-letters/2026-11-21_x/replay')).status).toBe(403);
    }
    const reader = callAs(await seedWorkspace({ scopes: ['audit.read'] }));
    expect((await reader('GET', '/dead-letters')).status).toBe(200);
    expect((await reader('POST', '/dead-letters/2026-11-21_x/replay')).status).toBe(403);
  });
});

describe('a replay', () => {
  it('counts what was not counted yet, once, however often it is asked for', async () => {
    const tenant = await seedWorkspace();
    const { workspaceId } = tenant;
    const call = callAs(tenant);
    const counted = captured({ workspaceId });
    await ledgerOf(workspaceId).capture([counted]);
    const id = await deadLetter([counted, captured({ workspaceId }), captured({ workspaceId })]);
    expect((await call<Receipt>('GET', '/receipt')).body).toMatchObject({ accepted: 1, dead: 3, replayed: 0 });
    const first = await call('POST', `/dead-letters/${id}/replay`);
    expect(first).toMatchObject({ status: 200, body: { accepted: 2, duplicates: 1, refused: 0 } });
    const again = await call('POST', `/dead-letters/${id}/replay`);
    expect(again.body).toEqual({ accepted: 0, duplicates: 3, refused: 0 });
    expect((await call<Receipt>('GET', '/receipt')).body).toMatchObject({ accepted: 3, dead: 0, replayed: 3 });
    expect((await call<WireLetter[]>('GET', '/dead-letters')).body[0]?.replayedAt).not.toBeNull();
  });

  it('leaves other workspaces’ events to them', async () => {
    const [mine, theirs] = [await seedWorkspace(), await seedWorkspace()];
    const id = await deadLetter([
      captured({ workspaceId: mine.workspaceId }),
      captured({ workspaceId: theirs.workspaceId }),
    ]);
    await callAs(mine)('POST', `/dead-letters/${id}/replay`);
    expect((await callAs(theirs)<Receipt>('GET', '/receipt')).body).toMatchObject({ accepted: 0, dead: 1 });
  });

  it('does not count what is still from the future, and makes no new letter of it', async () => {
    const tenant = await seedWorkspace();
    const { workspaceId } = tenant;
    const call = callAs(tenant);
    const early = captured({ workspaceId, ts: Date.now() + DAY_MS });
    const id = await deadLetter([early], 'dropped:in_future');
    expect((await call('POST', `/dead-letters/${id}/replay`)).body).toEqual({ accepted: 0, duplicates: 0, refused: 1 });
    expect((await call<Receipt>('GET', '/receipt')).body).toMatchObject({ dropped: { in_future: 1 }, replayed: 0 });
    expect((await call<WireLetter[]>('GET', '/dead-letters')).body).toHaveLength(1);
  });

  it('is written into the audit log', async () => {
    const tenant = await seedWorkspace();
    const id = await deadLetter([captured({ workspaceId: tenant.workspaceId })]);
    await callAs(tenant)('POST', `/dead-letters/${id}/replay`);
    const query = 'SELECT actor, action, change FROM audit_log WHERE workspace_id = ?';
    const entry = await testEnv.CONTROL.prepare(query).bind(tenant.workspaceId).first();
    expect(entry).toMatchObject({ actor: `token:${tenant.tokenId}`, action: 'dead_letter.replay' });
    expect(entry?.['change']).toContain('"accepted":1');
  });
});
