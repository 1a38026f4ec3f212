import { createScheduledController } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import { auditWorkspace } from '#core/proof/audit-workspace.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { eventually } from '#test/eventually.ts';
import { readEnv } from '../env.ts';
import worker from '../index.ts';
import { row } from '../testing/click.ts';

const env = bindings as unknown as PipelineEnv;
const config = readEnv(env);
const DAY_MS = 86_400_000;

let tenants = 0;
function newWorkspace(): { workspaceId: string; ledger: LedgerRpc } {
  const workspaceId = `ws_audit_${++tenants}`;
  return { workspaceId, ledger: config.ledgers.get(config.ledgers.nameOf(workspaceId)) };
}

const tick = (cron: string): Promise<void> =>
  worker.scheduled(createScheduledController({ cron, scheduledTime: new Date() }), env);
const everyHour = (): Promise<void> => tick('7 * * * *');

const dayOf = (rows: EventRow[]): string => (rows[0]?.ts ?? '').slice(0, 'YYYY-MM-DD'.length);

async function audited(workspaceId: string, ledger: LedgerRpc, day: string): Promise<AuditedDay | undefined> {
  const store = clickHouseProof(config.clickhouse);
  return (await auditWorkspace({ ledger, store }, workspaceId, [day])).days[0];
}

function rowsOf(workspaceId: string, ageMs: number, count = 10): EventRow[] {
  return Array.from({ length: count }, () => row({ workspaceId, ts: Date.now() - ageMs }));
}

async function countAndStore(workspaceId: string, ledger: LedgerRpc, ageMs: number): Promise<EventRow[]> {
  const rows = rowsOf(workspaceId, ageMs);
  await ledger.append(rows);
  await eventually(async () => expect((await audited(workspaceId, ledger, dayOf(rows)))?.status).toBe('balanced'));
  return rows;
}

async function insert(rows: EventRow[], token: string): Promise<void> {
  const lines = rows.map(writeRow).join('');
  await clickHouseSink(config.clickhouse).store({ token, layout: ROW_LAYOUT, n: rows.length, lines });
}

async function alertOf(workspaceId: string) {
  const query = 'SELECT subject, detail, resolved_at AS resolvedAt FROM alerts WHERE workspace_id = ?';
  return env.CONTROL.prepare(query)
    .bind(workspaceId)
    .first<{ subject: string; detail: string; resolvedAt: number | null }>();
}

describe('the hourly audit', () => {
  it('finds a closed day that was counted twice, names the batches, and the next minute heals it', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await countAndStore(workspaceId, ledger, DAY_MS);
    await insert(rows, 'intruder');
    expect(await audited(workspaceId, ledger, dayOf(rows))).toMatchObject({
      raw: 10,
      hourly: 20,
      daily: 20,
      status: 'broken',
    });
    await everyHour();
    const alert = await alertOf(workspaceId);
    expect(alert).toMatchObject({ subject: dayOf(rows), resolvedAt: null });
    expect(alert?.detail).toContain('"batch":"intruder"');
    await tick('* * * * *');
    expect(await audited(workspaceId, ledger, dayOf(rows))).toMatchObject({
      accepted: 10,
      raw: 10,
      hourly: 10,
      daily: 10,
      status: 'balanced',
    });
    await everyHour();
    expect((await alertOf(workspaceId))?.resolvedAt).not.toBeNull();
  });

  it('heals sums of a day that its hours do not explain', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await countAndStore(workspaceId, ledger, DAY_MS);
    const query = `INSERT INTO events_per_day_v1 (workspace_id, type, link_id, day, class, events) VALUES ('${workspaceId}', 'click', 'link_x', '${dayOf(rows)}', 'human', 3)`;
    await runStatement(config.clickhouse, { query, settings: {}, timeoutMs: 10_000 });
    await everyHour();
    await tick('* * * * *');
    expect((await audited(workspaceId, ledger, dayOf(rows)))?.status).toBe('balanced');
  });

  it('sees events that are in no table at all', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await countAndStore(workspaceId, ledger, DAY_MS);
    for (const table of [
      'raw_events',
      'events_per_hour',
      'events_per_day',
      'dimensions_per_hour',
      'dimensions_per_day',
    ]) {
      const query = `DELETE FROM ${table}_v1 WHERE workspace_id = '${workspaceId}'`;
      await runStatement(config.clickhouse, { query, settings: {}, timeoutMs: 20_000 });
    }
    await everyHour();
    expect((await alertOf(workspaceId))?.subject).toBe(dayOf(rows));
  });

  it('raises nothing where everything adds up', async () => {
    const { workspaceId, ledger } = newWorkspace();
    await countAndStore(workspaceId, ledger, DAY_MS);
    await everyHour();
    expect(await alertOf(workspaceId)).toBeNull();
  });
});

describe('an audit', () => {
  it('shows what waits beside what is stored', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await countAndStore(workspaceId, ledger, DAY_MS);
    await ledger.hold(workspaceId, 'test', 20_000);
    await ledger.append(rowsOf(workspaceId, DAY_MS, 5));
    expect(await audited(workspaceId, ledger, dayOf(rows))).toMatchObject({
      accepted: 15,
      waiting: 5,
      raw: 10,
      status: 'catching_up',
    });
    expect((await ledger.proof(workspaceId)).oldestWaitingMs).toBeGreaterThan(0);
    await ledger.release(workspaceId, 'test');
    await eventually(async () => expect((await audited(workspaceId, ledger, dayOf(rows)))?.status).toBe('balanced'));
  });

  it('stays balanced when events are replayed that the ledger has long forgotten', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const old = rowsOf(workspaceId, 7 * DAY_MS);
    await insert(old.slice(0, 6), 'a week ago');
    expect(await ledger.append(old)).toEqual({ accepted: 4, duplicates: 6 });
    await eventually(async () =>
      expect(await audited(workspaceId, ledger, dayOf(old))).toMatchObject({
        accepted: 4,
        raw: 10,
        hourly: 10,
        daily: 10,
      }),
    );
  });
});
