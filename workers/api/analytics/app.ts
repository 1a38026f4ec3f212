/** The report routes. */
import type { Context } from 'hono';
import { requireScope } from '#core/access/actor.ts';
import type { StatsContext } from '#core/stats/context.ts';
import { listEvents } from '#core/stats/events.ts';
import { makeReport } from '#core/stats/report/report.ts';
import { retrieveAnalytics } from '#core/stats/retrieve.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { withCounters } from '../links/counters.ts';
import { entitlementsOf, linksOf } from '../services.ts';
import { analyticsRoute, eventsRoute, reportRoute } from './routes.ts';

export const analyticsApp = createRouter()
  .openapi(analyticsRoute, async (c) => {
    await requireReports(c);
    return c.json(await retrieveAnalytics(contextOf(c), c.req.valid('query')), 200);
  })
  .openapi(reportRoute, async (c) => {
    await requireReports(c);
    return c.json(await makeReport(contextOf(c), c.req.valid('query')), 200);
  })
  .openapi(eventsRoute, async (c) => {
    await requireReports(c);
    const { events, next } = await listEvents(contextOf(c), c.req.valid('query'), (links) => withCounters(c, links));
    if (next !== undefined) c.header('x-next-cursor', next);
    return c.json(events, 200);
  });

/** Beside the verb's own question for scopes: a right to read comes before a plan to read with. */
async function requireReports(c: Context<ApiContext>): Promise<void> {
  const actor = actorOf(c);
  requireScope(actor, 'analytics.read');
  await entitlementsOf(c.get('services'), actor).requireReports();
}

function contextOf(c: Context<ApiContext>): StatsContext {
  const services = c.get('services');
  return { links: linksOf(services, actorOf(c)), runner: services.stats, addresses: services.addresses };
}
