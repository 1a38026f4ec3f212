/** The routes of public pages, each translating one request into one verb. */
import type { Context } from 'hono';
import { createShare } from '#core/share/create.ts';
import { makeSharedReport, showSharedPage, unlockShare } from '#core/share/look.ts';
import { listShares, removeShare, updateShare } from '#core/share/manage.ts';
import type { ShareContext } from '#core/share/share.ts';
import { WorkspaceShares } from '#platform/d1/control/shares.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { limitGuesses } from '../limit/by-address.ts';
import { linksOf } from '../services.ts';
import { kept, openShare, requireUnlocked } from './public.ts';
import * as routes from './routes.ts';

export const shareApp = createRouter()
  .openapi(routes.listSharesRoute, async (c) => c.json(await listShares(contextOf(c)), 200))
  .openapi(routes.createShareRoute, async (c) => c.json(await createShare(contextOf(c), c.req.valid('json')), 201))
  .openapi(routes.updateShareRoute, async (c) =>
    c.json(await updateShare(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(routes.deleteShareRoute, async (c) => c.json(await removeShare(contextOf(c), c.req.valid('param').id), 200))
  .openapi(routes.sharedPageRoute, async (c) => {
    const { share, unlocked, context } = await openShare(c, c.req.valid('param').key, c.req.valid('query').token);
    return c.json(await showSharedPage(context, share, unlocked), 200);
  })
  .openapi(routes.unlockShareRoute, async (c) => {
    const { share } = await openShare(c, c.req.valid('param').key, undefined);
    // Counted before it is checked: a hundred guesses at once are a hundred attempts.
    await limitGuesses(c, share.id);
    return c.json(await unlockShare(share, c.req.valid('json').password, Date.now()), 200);
  })
  .openapi(routes.sharedReportRoute, async (c) => {
    const { token, ...query } = c.req.valid('query');
    const opened = await openShare(c, c.req.valid('param').key, token);
    requireUnlocked(opened);
    const report = await kept(opened, query, () => makeSharedReport(opened.context, opened.share, query));
    return c.json(report, 200);
  });

function contextOf(c: Context<ApiContext>): ShareContext {
  const services = c.get('services');
  const actor = actorOf(c);
  const { links, folders } = linksOf(services, actor);
  const shares = new WorkspaceShares(services.config.control, actor.workspace.id);
  return { actor, shares, links, folders, now: Date.now };
}
