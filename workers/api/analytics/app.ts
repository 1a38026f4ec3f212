/** The report routes. */
import { listEvents } from '#core/stats/events.ts';
import { reportOrphans } from '#core/stats/orphans.ts';
import { makeReport } from '#core/stats/report/report.ts';
import { retrieveAnalytics } from '#core/stats/retrieve.ts';
import { createRouter } from '../http/router.ts';
import { withCounters } from '../links/counters.ts';
import { reportsOf, withSegment } from './context.ts';
import { analyticsRoute, eventsRoute, orphansRoute, reportRoute } from './routes.ts';

export const analyticsApp = createRouter()
  .openapi(analyticsRoute, async (c) => {
    return c.json(await retrieveAnalytics(await reportsOf(c), await withSegment(c, c.req.valid('query'))), 200);
  })
  .openapi(reportRoute, async (c) => {
    return c.json(await makeReport(await reportsOf(c), await withSegment(c, c.req.valid('query'))), 200);
  })
  .openapi(orphansRoute, async (c) => {
    return c.json(await reportOrphans(await reportsOf(c), c.req.valid('query')), 200);
  })
  .openapi(eventsRoute, async (c) => {
    const context = await reportsOf(c);
    const query = await withSegment(c, c.req.valid('query'));
    const { events, next } = await listEvents(context, query, (links) => withCounters(c, links));
    if (next !== undefined) c.header('x-next-cursor', next);
    return c.json(events, 200);
  });
