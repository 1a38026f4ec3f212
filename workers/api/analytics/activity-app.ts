/** The short reports. */
import {
  listRecent,
  listTopPages,
  showCommunity,
  showOverview,
  showSeries,
  showUser,
  summarise,
} from '#core/stats/activity/activity.ts';
import { createRouter } from '../http/router.ts';
import {
  communityRoute,
  overviewRoute,
  pagesRoute,
  recentRoute,
  seriesRoute,
  summaryRoute,
  userRoute,
} from './activity-routes.ts';
import { reportsOf } from './context.ts';

export const activityApp = createRouter()
  .openapi(overviewRoute, async (c) => c.json(await showOverview(await reportsOf(c), c.req.valid('query')), 200))
  .openapi(summaryRoute, async (c) => c.json(await summarise(await reportsOf(c), c.req.valid('query')), 200))
  .openapi(pagesRoute, async (c) => c.json(await listTopPages(await reportsOf(c), c.req.valid('query')), 200))
  .openapi(seriesRoute, async (c) => c.json(await showSeries(await reportsOf(c), c.req.valid('query')), 200))
  .openapi(recentRoute, async (c) => c.json(await listRecent(await reportsOf(c), c.req.valid('query')), 200))
  .openapi(communityRoute, async (c) =>
    c.json(await showCommunity(await reportsOf(c), c.req.valid('query'), c.req.valid('param').id), 200),
  )
  .openapi(userRoute, async (c) =>
    c.json(await showUser(await reportsOf(c), c.req.valid('query'), c.req.valid('param').id), 200),
  );
