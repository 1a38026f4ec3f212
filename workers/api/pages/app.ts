/** The routes that look at destinations. */
import type { Context } from 'hono';
import { requireScope } from '#core/access/actor.ts';
import { checkNow, listHealth } from '#core/health/report.ts';
import { toWireHealth } from '#core/health/wire.ts';
import { canFrame, readPage } from '#core/page/page.ts';
import { Alerts } from '#platform/d1/control/alerts.ts';
import { WorkspaceHealth } from '#platform/d1/links/health.ts';
import { readTags } from '#platform/html/read-tags.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import * as routes from './routes.ts';

export const pageApp = createRouter()
  .openapi(routes.metatagsRoute, async (c) => {
    requireScope(actorOf(c), 'links.write');
    const { outbound } = c.get('services');
    return c.json(await readPage({ outbound, readTags }, c.req.valid('query').url), 200);
  })
  .openapi(routes.iframeableRoute, async (c) => {
    requireScope(actorOf(c), 'links.write');
    return c.json(await canFrame(c.get('services').outbound, c.req.valid('query').url), 200);
  })
  .openapi(routes.listHealthRoute, async (c) => {
    const { addresses } = c.get('services');
    const reports = await listHealth(linksOf(c.get('services'), actorOf(c)), healthOf(c), c.req.valid('query'));
    return c.json(
      reports.map((report) => toWireHealth(report, addresses)),
      200,
    );
  })
  .openapi(routes.checkHealthRoute, async (c) => {
    const { addresses, config, outbound } = c.get('services');
    const ports = { outbound, alerts: new Alerts(config.control) };
    const context = linksOf(c.get('services'), actorOf(c));
    const report = await checkNow(context, healthOf(c), ports, c.req.valid('param').linkId);
    return c.json(toWireHealth(report, addresses), 200);
  });

function healthOf(c: Context<ApiContext>): WorkspaceHealth {
  const { id, linkShard } = actorOf(c).workspace;
  const shard = c.get('services').config.linkShards[linkShard];
  if (!shard) throw new Error(`Link shard ${linkShard} of ${id} is not bound`);
  return new WorkspaceHealth(shard, id);
}
