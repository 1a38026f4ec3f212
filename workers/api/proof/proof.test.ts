import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import type { Receipt } from '#core/proof/receipt.ts';
import type { Correction } from '#core/rollup/repair.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { eventually } from '#test/eventually.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { captured, ledgerOf, rowOf } from '../dead/test-events.ts';
import { createApp } from '../app.ts';
import { readEnv } from '../env.ts';
import { callAs } from '../test-client.ts';

const config = readEnv(env);
const DAY_MS = 86_400_000;

describe('GET /audit', () => {
  it('says of each day whether all tables hold what was accepted', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    expect((await call<AuditedDay[]>('GET', '/audit')).body).toEqual([]);
    const { workspaceId } = tenant;
    const events = [0, 1, 1].map((ago) => captured({ workspaceId, ts: Date.now() - ago * DAY_MS }));
    await ledgerOf(workspaceId).capture(events);
    await eventually(async () => {
      const { status, body } = await call<AuditedDay[]>('GET', '/audit?days=2');
      expect(status).toBe(200);
      expect(body.map((day) => [day.accepted, day.raw, day.hourly, day.daily, day.status])).toEqual([
        [1, 1, 1, 1, 'balanced'],
        [2, 2, 2, 2, 'balanced'],
      ]);
    });
    expect((await call<AuditedDay[]>('GET', '/audit?days=1')).body).toHaveLength(1);
  });

  it('says so while ClickHouse is away', async () => {
    const { token } = await seedWorkspace();
    const away = { ...(env as object), CLICKHOUSE_URL: 'http://127.0.0.1:9' } as unknown as ApiEnv;
    const asked = new Request('https://api.test/audit', { headers: { authorization: `Bearer ${token}` } });
    const ctx = createExecutionContext();
    expect((await createApp().fetch(asked, away, ctx)).status).toBe(503);
    await waitOnExecutionContext(ctx);
  });

  it('refuses who may not read reports, and days it cannot count', async () => {
    const tenant = await seedWorkspace({ scopes: ['links.read'] });
    expect((await callAs(tenant)('GET', '/audit')).status).toBe(403);
    expect((await callAs(tenant)('GET', '/receipt')).status).toBe(403);
    expect((await callAs(await seedWorkspace())('GET', '/audit?days=0')).status).toBe(422);
  });
});

describe('POST /audit/{day}/repair', () => {
  it('rebuilds a day that was counted twice, for admins only', async () => {
    const tenant = await seedWorkspace();
    const { workspaceId } = tenant;
    const call = callAs(tenant);
    const event = captured({ workspaceId, ts: Date.now() - DAY_MS });
    const day = new Date(event.ts).toISOString().slice(0, 10);
    await ledgerOf(workspaceId).capture([event]);
    const statusOf = async () => (await call<AuditedDay[]>('GET', '/audit?days=2')).body[0]?.status;
    await eventually(async () => expect(await statusOf()).toBe('balanced'));
    const lines = writeRow(rowOf(event));
    await clickHouseSink(config.clickhouse).store({ token: workspaceId, layout: ROW_LAYOUT, n: 1, lines });
    expect(await statusOf()).toBe('broken');
    const viewer = await seedWorkspace({ role: 'viewer' });
    expect((await callAs(viewer)('POST', `/audit/${day}/repair`)).status).toBe(403);
    const { status, body } = await call<Correction[]>('POST', `/audit/${day}/repair`);
    expect(status).toBe(200);
    expect(body.map(({ rollup, events }) => [rollup, events])).toEqual([
      ['events_per_hour', -1],
      ['dimensions_per_hour', -27],
    ]);
    expect(await statusOf()).toBe('balanced');
    expect((await call<Correction[]>('POST', `/audit/${day}/repair`)).body).toEqual([]);
    expect((await call('POST', '/audit/yesterday/repair')).status).toBe(422);
  });
});

describe('GET /receipt', () => {
  it('accounts for every event: stored, waiting, dead, dropped', async () => {
    const tenant = await seedWorkspace();
    const { workspaceId } = tenant;
    const ledger = ledgerOf(workspaceId);
    const tooEarly = captured({ workspaceId, ts: Date.now() + DAY_MS });
    await ledger.capture([captured({ workspaceId }), tooEarly]);
    await ledger.noteLetters([{ workspaceId, key: 'dead/2026-11-21/x.json', reason: 'retries_exhausted', events: 3 }]);
    await ledger.noteLetters([{ workspaceId, key: 'dead/2026-11-21/x.json', reason: 'retries_exhausted', events: 3 }]);
    for (const [report, name] of [
      ['a', 'by_spill'],
      ['b', 'by_spill'],
      ['b', 'lost'],
    ]) {
      await env.CONTROL.prepare('INSERT INTO capture_troubles VALUES (?, ?, ?, 1, 0)')
        .bind(workspaceId, report, name)
        .run();
    }
    await eventually(async () => {
      const { body } = await callAs(tenant)<Receipt>('GET', '/receipt');
      expect(body).toEqual({
        accepted: 1,
        stored: 1,
        waiting: 0,
        waitingComplete: true,
        oldestWaitingMs: 0,
        dead: 3,
        dropped: { in_future: 1 },
        replayed: 0,
        breaker: 'closed',
        capture: { by_ledger: 0, by_spill: 2, lost: 1, refused: 0 },
      });
    });
  });
});
