/** What every report route works with, once the caller may have reports. */
import { waitUntil } from 'cloudflare:workers';
import type { Context } from 'hono';
import { type Actor, requireScope } from '#core/access/actor.ts';
import { applySegment } from '#core/segment/apply.ts';
import type { StatsContext } from '#core/stats/context.ts';
import { servedRunner } from '#core/stats/serve/serve.ts';
import { customersOf } from '../customers/context.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { entitlementsOf, linksOf, segmentsOf } from '../services.ts';

/** Beside the verb's own question for scopes: a right to read comes before a plan to read with. */
export function reportsOf(c: Context<ApiContext>): Promise<StatsContext> {
  const actor = actorOf(c);
  requireScope(actor, 'analytics.read');
  return reportsFor(c, actor, ['true', '1'].includes(c.req.query('explain') ?? ''));
}

/** @param fresh past what is kept: whoever asks for an explanation wants to see what the store does. */
export async function reportsFor(c: Context<ApiContext>, actor: Actor, fresh: boolean): Promise<StatsContext> {
  const services = c.get('services');
  await entitlementsOf(services, actor).requireReports();
  const { customers } = customersOf(services, actor);
  const runner = servedRunner(services.stats, services.serving, {
    workspaceId: actor.workspace.id,
    version: fresh ? undefined : () => services.dataVersions.of(actor.workspace.id),
    signal: c.req.raw.signal,
    defer: waitUntil,
  });
  return { links: linksOf(services, actor), customers, runner, addresses: services.addresses };
}

/** The question with its segment's filters in it. */
export function withSegment<Query extends { segmentId?: string | undefined }>(
  c: Context<ApiContext>,
  query: Query,
): Promise<Query> {
  return applySegment(segmentsOf(c.get('services'), actorOf(c)).segments, query);
}
