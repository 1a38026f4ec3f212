import { createScheduledController, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { hourSpan } from '#core/rollup/repair.ts';
import { repairAlone } from '#core/rollup/repair-alone.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { eventually } from '#test/eventually.ts';
import { readEnv } from '../env.ts';
import worker from '../index.ts';
import type { Ledger } from '../ledger.ts';
import { row } from '../testing/click.ts';

const env = bindings as unknown as PipelineEnv;
const config = readEnv(env);
const HOUR_MS = 3_600_000;
const EVERY_MINUTE = '* * * * *';

let tenants = 0;
function newWorkspace(): { workspaceId: string; ledger: LedgerRpc } {
  const workspaceId = `ws_repair_${++tenants}`;
  return { workspaceId, ledger: config.ledgers.get(config.ledgers.nameOf(workspaceId)) };
}

const tick = (): Promise<void> =>
  worker.scheduled(createScheduledController({ cron: EVERY_MINUTE, scheduledTime: new Date() }), env);

async function rolledUp(workspaceId: string): Promise<number[]> {
  const tables = ['events_per_hour_v1', 'events_per_day_v1', 'dimensions_per_hour_v1', 'dimensions_per_day_v1'];
  const counts = tables.map((table) => {
    const where = table.startsWith('dimensions') ? `AND dimension = 'all'` : '';
    return `(SELECT sum(events) FROM ${table} WHERE workspace_id = {workspace:String} ${where})`;
  });
  const text = await runStatement(config.clickhouse, {
    query: `SELECT ${counts.join(', ')} FORMAT JSONCompactEachRow`,
    settings: { output_format_json_quote_64bit_integers: '0' },
    params: { workspace: workspaceId },
    timeoutMs: 10_000,
  });
  return JSON.parse(text) as number[];
}

/** Ten events of `ageMs` ago, counted and stored. */
async function storedEvents(workspaceId: string, ledger: LedgerRpc, ageMs: number): Promise<EventRow[]> {
  const rows = Array.from({ length: 10 }, () => row({ workspaceId, ts: Date.now() - ageMs }));
  await ledger.append(rows);
  await eventually(async () => expect(await rolledUp(workspaceId)).toEqual([10, 10, 10, 10]));
  return rows;
}

/** The same rows by another way and under another token: raw knows them, rollups count them again. */
async function replay(rows: EventRow[]): Promise<void> {
  const lines = rows.map(writeRow).join('');
  await clickHouseSink(config.clickhouse).store({
    token: crypto.randomUUID(),
    layout: ROW_LAYOUT,
    n: rows.length,
    lines,
  });
}

const hourOf = (rows: EventRow[]): string => (rows[0]?.ts ?? '').slice(0, 'YYYY-MM-DD HH'.length);

describe('each minute', () => {
  it('marked hours that are over are brought back to what raw says', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await storedEvents(workspaceId, ledger, 3 * HOUR_MS);
    await replay(rows);
    expect(await rolledUp(workspaceId)).toEqual([20, 20, 20, 20]);
    await ledger.markDirtyHours([{ workspaceId, hour: hourOf(rows) }], 'test');
    await tick();
    expect(await rolledUp(workspaceId)).toEqual([10, 10, 10, 10]);
    expect(await ledger.dirtyHours(Date.now())).toEqual([]);
  });

  it('an hour that is not over waits', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rows = await storedEvents(workspaceId, ledger, 0);
    await replay(rows);
    await ledger.markDirtyHours([{ workspaceId, hour: hourOf(rows) }], 'test');
    await tick();
    expect(await rolledUp(workspaceId)).toEqual([20, 20, 20, 20]);
    expect((await ledger.status()).dirtyHours).toBe(1);
  });

  it('an hour stays marked while somebody else holds the ledger', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const hour = '2026-01-02 03';
    await ledger.markDirtyHours([{ workspaceId, hour }], 'test');
    expect(await ledger.hold(workspaceId, 'somebody', 60_000)).toBe(true);
    await tick();
    expect((await ledger.dirtyHours(Date.now())).map((each) => each.hour)).toContain(hour);
    await ledger.release(workspaceId, 'somebody');
    await tick();
    expect((await ledger.dirtyHours(Date.now())).map((each) => each.hour)).not.toContain(hour);
  });
});

describe('a repair in the middle of the stream', () => {
  it('corrects nothing that a view is still about to count', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const ageMs = 5 * HOUR_MS;
    const first = await storedEvents(workspaceId, ledger, ageMs);
    const hour = hourOf(first);
    let sent = first.length;
    let done = false;
    const stream = (async () => {
      while (!done) {
        const rows = Array.from({ length: 40 }, () => row({ workspaceId, ts: Date.now() - ageMs }));
        await ledger.append(rows);
        await runInDurableObject(env.LEDGER.getByName(config.ledgers.nameOf(workspaceId)), (object: Ledger) =>
          object.alarm(),
        );
        sent += rows.length;
      }
    })();
    const rollups = clickHouseRollups(config.clickhouse);
    const corrections: unknown[] = [];
    for (let round = 0; round < 12; round++) {
      const made = await repairAlone({ ledger, rollups, now: Date.now }, hourSpan(workspaceId, hour), String(round));
      corrections.push(...(made ?? []));
    }
    done = true;
    await stream;
    await eventually(async () => expect((await ledger.proof(workspaceId)).waitingByDay).toEqual({}));
    expect(corrections).toEqual([]);
    expect(await rolledUp(workspaceId)).toEqual([sent, sent, sent, sent]);
    // Twelve repairs between real inserts: slow on a crowded machine.
  }, 60_000);
});

describe('a repair that fails', () => {
  const difference = async () => ({ keys: 1, events: 1, digest: 'x' });
  const away = () => Promise.reject(new Error('connection reset'));

  it('keeps the ledger held while its correction may still be on the way', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rollups = { difference, correct: away };
    await expect(
      repairAlone({ ledger, rollups, now: Date.now }, hourSpan(workspaceId, '2026-01-01 00'), '1'),
    ).rejects.toThrow('connection reset');
    expect(await ledger.hold(workspaceId, 'next', 1)).toBe(false);
    await runInDurableObject(env.LEDGER.getByName(config.ledgers.nameOf(workspaceId)), (_object, state) => {
      state.storage.sql.exec("DELETE FROM meta WHERE key = 'hold'");
    });
  });

  it('lets the ledger go when it had only asked', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const rollups = { difference: away, correct: away };
    await expect(
      repairAlone({ ledger, rollups, now: Date.now }, hourSpan(workspaceId, '2026-01-01 00'), '1'),
    ).rejects.toThrow('connection reset');
    expect(await ledger.hold(workspaceId, 'next', 1)).toBe(true);
    await ledger.release(workspaceId, 'next');
  });
});

describe('a hold', () => {
  it('keeps new events in the ledger until it ends, and they are all there', async () => {
    const { workspaceId, ledger } = newWorkspace();
    expect(await ledger.hold(workspaceId, 'me', 60_000)).toBe(true);
    expect(await ledger.hold(workspaceId, 'other', 60_000)).toBe(false);
    await ledger.append([row({ workspaceId }), row({ workspaceId })]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await rolledUp(workspaceId)).toEqual([0, 0, 0, 0]);
    await ledger.release(workspaceId, 'other');
    expect(await ledger.hold(workspaceId, 'other', 60_000)).toBe(false);
    await ledger.release(workspaceId, 'me');
    await eventually(async () => expect(await rolledUp(workspaceId)).toEqual([2, 2, 2, 2]));
  });

  it('ends by itself', async () => {
    const { workspaceId, ledger } = newWorkspace();
    expect(await ledger.hold(workspaceId, 'died', 500)).toBe(true);
    await ledger.append([row({ workspaceId })]);
    await eventually(async () => expect(await rolledUp(workspaceId)).toEqual([1, 1, 1, 1]));
  });

  it('does not take away a mark that was renewed', async () => {
    const { workspaceId, ledger } = newWorkspace();
    const hour = '2026-02-03 04';
    await ledger.markDirtyHours([{ workspaceId, hour }], 'first');
    const read = (await ledger.dirtyHours(Date.now())).find((each) => each.workspaceId === workspaceId);
    if (!read) throw new Error('no mark');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ledger.markDirtyHours([{ workspaceId, hour }], 'second');
    await ledger.clearDirtyHour(read);
    expect((await ledger.dirtyHours(Date.now())).map(({ batch }) => batch)).toContain('second');
  });
});
