/** From checked parameters to the stats query they mean: links and customers found, filters read, the range within what the plan shows, closed folders left out. */
import type { StatsContext } from './context.ts';
import { parseStats } from './parse.ts';
import type { AnalyticsQuery, StatsFilters } from './query.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { resolveLinks, withinSight } from './resolve-links.ts';
import type { StatsQuery } from './stats-query.ts';
import { withinRetention } from './time/retention.ts';

export async function askStats(
  context: StatsContext,
  query: StatsFilters,
  event: AnalyticsQuery['event'],
): Promise<StatsQuery> {
  const { actor, links } = context.links;
  const nowMs = context.links.now();
  const linkIds = await resolveLinks(context.links, query);
  const customer = await resolveCustomer(context, query);
  const asked = parseStats(links.workspaceId, event, { ...query, ...customer }, linkIds, nowMs);
  const range = withinRetention(asked.range, query, actor.workspace, nowMs);
  return withinSight(context.links, { ...asked, range });
}
