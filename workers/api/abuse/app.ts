/** The routes of the abuse desk, each translating one request into one verb. */
import type { Context } from 'hono';
import { appealLink, appealWorkspace, linkStanding, workspaceStanding } from '#core/abuse/appeal.ts';
import { decideCase, loadCase } from '#core/abuse/decide.ts';
import type { CaseStore } from '#core/abuse/ports.ts';
import { reportLink } from '#core/abuse/report.ts';
import {
  toWireAppeal,
  toWireCase,
  toWireEntry,
  toWireReport,
  toWireStanding,
  type WireCaseDetail,
} from '#core/abuse/wire.ts';
import { workspaceById } from '#platform/d1/control/workspace-by-id.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { limitReports } from '../limit/by-address.ts';
import { linksOf } from '../services.ts';
import * as routes from './routes.ts';
import { appealsOf, deskOf, reporterOf, reportsOf } from './services.ts';

/** Lines of a case that one page shows. */
const MAX_LINES = 100;

export const abuseApp = createRouter()
  .openapi(routes.reportRoute, async (c) => {
    await limitReports(c);
    await reportLink(reportsOf(c), c.req.valid('json'), reporterOf(c));
    return c.json({ received: true as const }, 200);
  })
  .openapi(routes.linkStandingRoute, async (c) => {
    const links = linksOf(c.get('services'), actorOf(c));
    return c.json(toWireStanding(await linkStanding(appealsOf(c), links, c.req.valid('param').linkId)), 200);
  })
  .openapi(routes.appealLinkRoute, async (c) => {
    const links = linksOf(c.get('services'), actorOf(c));
    const { text } = c.req.valid('json');
    return c.json(toWireStanding(await appealLink(appealsOf(c), links, c.req.valid('param').linkId, text)), 200);
  })
  .openapi(routes.workspaceStandingRoute, async (c) =>
    c.json(toWireStanding(await workspaceStanding(appealsOf(c))), 200),
  )
  .openapi(routes.appealWorkspaceRoute, async (c) =>
    c.json(toWireStanding(await appealWorkspace(appealsOf(c), c.req.valid('json').text)), 200),
  )
  .openapi(routes.listCasesRoute, async (c) => {
    const { cases } = await deskOf(c);
    const { pageSize, startingAfter, workspace, ...filter } = c.req.valid('query');
    const after = startingAfter === undefined ? undefined : await loadCase(cases, startingAfter);
    const page = await cases.page({ ...filter, workspaceId: workspace, limit: pageSize, after });
    return c.json(page.map(toWireCase), 200);
  })
  .openapi(routes.getCaseRoute, async (c) => {
    const { cases } = await deskOf(c);
    return c.json(await detailOf(c, cases, c.req.valid('param').caseId), 200);
  })
  .openapi(routes.decideRoute, async (c) => {
    const desk = await deskOf(c);
    const { caseId } = c.req.valid('param');
    await decideCase(desk, caseId, c.req.valid('json'));
    return c.json(await detailOf(c, desk.cases, caseId), 200);
  })
  .openapi(routes.deskLogRoute, async (c) => {
    const { cases } = await deskOf(c);
    const { pageSize, startingAfter } = c.req.valid('query');
    return c.json((await cases.log({ before: startingAfter, limit: pageSize })).map(toWireEntry), 200);
  });

async function detailOf(c: Context<ApiContext>, cases: CaseStore, caseId: string): Promise<WireCaseDetail> {
  const found = await loadCase(cases, caseId);
  const { control } = c.get('services').config;
  const [workspace, reports, appeals, history] = await Promise.all([
    workspaceById(control, found.workspaceId),
    cases.reports(caseId, MAX_LINES),
    cases.appeals(caseId),
    cases.log({ caseId, limit: MAX_LINES }),
  ]);
  return {
    ...toWireCase(found),
    workspace: workspace
      ? {
          name: workspace.name,
          slug: workspace.slug,
          createdAt: new Date(workspace.createdAt).toISOString(),
          quarantined: typeof workspace.quarantinedAt === 'number',
        }
      : null,
    found: reports.map(toWireReport),
    appeals: appeals.map(toWireAppeal),
    history: history.map(toWireEntry),
  };
}
