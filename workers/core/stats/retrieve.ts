/** Answers `GET /analytics`: parse → plan → render → run → shape. */
import { requireScope } from '../access/actor.ts';
import type { StatsContext } from './context.ts';
import { parseGrouping, parseStats } from './parse.ts';
import type { Plan } from './plan.ts';
import { planStats } from './plan.ts';
import type { AnalyticsQuery } from './query.ts';
import { renderStats } from './render.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { resolveLinks, withinSight } from './resolve-links.ts';
import type { MetricsRow } from './run.ts';
import { runStats } from './run.ts';
import { keptRows, shapeStats } from './shape.ts';
import { nameTopLinks } from './top-links.ts';
import { withinRetention } from './time/retention.ts';
import type { Analytics } from './wire.ts';

export async function retrieveAnalytics(context: StatsContext, query: AnalyticsQuery): Promise<Analytics> {
  requireScope(context.links.actor, 'analytics.read');
  const nowMs = context.links.now();
  const groupBy = parseGrouping(query.groupBy);
  const linkIds = await resolveLinks(context.links, query);
  const customer = await resolveCustomer(context, query);
  const asked = parseStats(context.links.links.workspaceId, query.event, { ...query, ...customer }, linkIds, nowMs);
  const range = withinRetention(asked.range, query, context.links.actor.workspace, nowMs);
  const stats = await withinSight(context.links, { ...asked, range });
  if (!groupBy) return [];
  const plan = planStats({ ...stats, groupBy, nowMs });
  const rows = stats.nothing ? [] : await runStats(context.runner, renderStats(plan));
  return shape(context, plan, rows);
}

async function shape(context: StatsContext, plan: Plan, rows: MetricsRow[]): Promise<Analytics> {
  const { groupBy } = plan.query;
  if (groupBy.kind !== 'breakdown' || groupBy.name !== 'top_links') return shapeStats(plan, rows);
  return nameTopLinks(context, keptRows('top_links', rows));
}
