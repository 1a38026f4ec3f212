/** Known clicks of a fresh workspace, stored as the ledger would store them. */
import { createClient } from '@clickhouse/client-web';
import type { EventRow } from '#core/event/row.ts';
import { clickHouseTime } from '#core/event/row.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { WireLink } from '#core/link/wire.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An hour longer ago, or as much of it as lies on the same UTC day: a visitor counts once a day. */
export function anHourBefore(agoMs: number): number {
  return agoMs + Math.min(HOUR_MS, (Date.now() - agoMs) % DAY_MS);
}

export function row(
  tenant: Tenant,
  link: Pick<WireLink, 'id' | 'key' | 'url'>,
  agoMs: number,
  more: Partial<EventRow> = {},
): Partial<EventRow> {
  const ts = Date.now() - agoMs;
  return {
    workspace_id: tenant.workspaceId,
    type: 'click',
    link_id: link.id,
    ts: clickHouseTime(ts),
    event_id: uuidv7(ts),
    received_at: clickHouseTime(ts),
    class: 'human',
    domain: tenant.domain,
    key: link.key,
    url: link.url,
    visitor_id: '7',
    trigger: 'link',
    continent: 'EU',
    country: 'CH',
    region: 'BE',
    city: 'Bern',
    device: 'Desktop',
    browser: 'Firefox',
    os: 'Linux',
    referer: '(direct)',
    ...more,
  };
}

export async function store(rows: Partial<EventRow>[]): Promise<void> {
  const client = createClient({ url: testEnv.CLICKHOUSE_URL, database: testEnv.CLICKHOUSE_DATABASE });
  await client.insert({ table: 'raw_events_v1', values: rows, format: 'JSONEachRow' });
  await client.close();
}

/** Two links; three human clicks on one, one on the other, a bot, and a click of another workspace. */
export async function seedClicks() {
  const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
  const call = callAs(tenant);
  const { body: one } = await call<WireLink>('POST', '/links', {
    url: 'https://acme.test/1',
    key: 'one',
    externalId: 'e1',
    tenantId: 't',
    title: 'One',
  });
  const { body: two } = await call<WireLink>('POST', '/links', { url: 'https://acme.test/2', key: 'two' });
  await store([
    row(tenant, one, 0, { visitor_id: '1' }),
    row(tenant, one, anHourBefore(0), {
      visitor_id: '1',
      country: 'DE',
      city: 'Frank-furt',
      referer: 'news.test',
      utm_source: 'x',
    }),
    row(tenant, one, 3 * HOUR_MS, { visitor_id: '2', continent: '', country: '', trigger: 'qr' }),
    row(tenant, two, 2 * HOUR_MS, { visitor_id: '3', device: 'Mobile' }),
    row(tenant, two, HOUR_MS, { class: 'bot', reason: 'ua:Googlebot' }),
    row(other, one, 0),
  ]);
  return { tenant, call, one, two };
}
