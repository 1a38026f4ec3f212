import { createScheduledController } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { planOf } from '#core/plan/plan.ts';
import { monthOf } from '#core/plan/usage.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { readEnv } from '../env.ts';
import worker from '../index.ts';
import { mailsTo, mailTo } from '../../../test/support/worker/mail.ts';
import { row } from '../testing/click.ts';

const env = bindings as unknown as PipelineEnv;
const config = readEnv(env);
const LIMIT = planOf('free').eventsPerMonth!;
const MONTH = monthOf(Date.now()).name;

const everyHour = () =>
  worker.scheduled(createScheduledController({ cron: '7 * * * *', scheduledTime: new Date() }), env);

async function count({ workspaceId }: Tenant, events: number): Promise<void> {
  const ledger = config.ledgers.get(config.ledgers.nameOf(workspaceId));
  for (let sent = 0; sent < events; sent += 1_000)
    await ledger.append(
      Array.from({ length: Math.min(1_000, events - sent) }, () => row({ workspaceId, ts: Date.now() })),
    );
}

async function alertOf({ workspaceId }: Tenant) {
  const found = await env.CONTROL.prepare(
    "SELECT subject, detail, resolved_at AS resolvedAt FROM alerts WHERE workspace_id = ? AND kind = 'usage.events'",
  )
    .bind(workspaceId)
    .first<{ subject: string; detail: string; resolvedAt: number | null }>();
  return found && { ...found, detail: JSON.parse(found.detail) as unknown };
}

describe('the watch over usage', () => {
  it('tells a workspace near its events, follows it over them, and is content with a larger plan', async () => {
    const [busy, quiet] = [await seedWorkspace({ plan: 'free' }), await seedWorkspace({ plan: 'free' })];
    await count(quiet, 10);
    await count(busy, LIMIT * 0.8 - 1);
    await everyHour();
    expect(await alertOf(busy)).toBeNull();
    expect(await mailsTo(busy.email)).toEqual([]);
    await count(busy, 1);
    await everyHour();
    expect((await mailTo(busy.email, "80 % of this month's events")).text).toContain('4,000 of 5,000 events');
    expect(await alertOf(busy)).toEqual({
      subject: MONTH,
      detail: { used: LIMIT * 0.8, limit: LIMIT, standing: 'near' },
      resolvedAt: null,
    });
    await count(busy, LIMIT * 0.4);
    await everyHour();
    expect(await alertOf(busy)).toMatchObject({ detail: { used: LIMIT * 1.2, standing: 'over' }, resolvedAt: null });
    expect(await alertOf(quiet)).toBeNull();
    await mailTo(busy.email, "120 % of this month's events");
    await everyHour();
    expect([await mailsTo(busy.email), await mailsTo(quiet.email)].map((mails) => mails.length)).toEqual([2, 0]);
    await env.CONTROL.prepare("UPDATE workspaces SET plan = 'enterprise' WHERE id = ?").bind(busy.workspaceId).run();
    await everyHour();
    expect(await alertOf(busy)).toMatchObject({ resolvedAt: expect.any(Number) });
  });

  it('closes last month’s warnings', async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    await env.CONTROL.prepare(
      "INSERT INTO alerts (workspace_id, kind, subject, detail, first_seen_at, last_seen_at) VALUES (?, 'usage.events', '2020-01', '{}', 1, 1)",
    )
      .bind(tenant.workspaceId)
      .run();
    await everyHour();
    expect(await alertOf(tenant)).toMatchObject({ subject: '2020-01', resolvedAt: expect.any(Number) });
  });
});
