/** The routes of reports by mail, each translating one request into one verb. */
import { waitUntil } from 'cloudflare:workers';
import type { Context } from 'hono';
import type { Actor } from '#core/access/actor.ts';
import { SEND_NOW_RULE } from '#core/limit/rules.ts';
import { createSchedule, listSchedules, removeSchedule, updateSchedule } from '#core/schedule/manage.ts';
import type { Schedule, ScheduleContext } from '#core/schedule/schedule.ts';
import { sendNow } from '#core/schedule/send-now.ts';
import { subscriptionOf, unsubscribe } from '#core/schedule/unsubscribe.ts';
import { D1DueSchedules, WorkspaceSchedules } from '#platform/d1/control/schedules.ts';
import { sendUnsent } from '#platform/mail/unsent.ts';
import { reportsFor } from '../analytics/context.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { limitAlways } from '../limit/limit.ts';
import type { Html } from '../reference/text.ts';
import * as routes from './routes.ts';
import { askPage, endedPage } from './unsubscribe-page.ts';

export const scheduleApp = createRouter()
  .openapi(routes.listSchedulesRoute, async (c) => c.json(await listSchedules(contextOf(c)), 200))
  .openapi(routes.createScheduleRoute, async (c) =>
    c.json(await createSchedule(contextOf(c), c.req.valid('json')), 201),
  )
  .openapi(routes.updateScheduleRoute, async (c) =>
    c.json(await updateSchedule(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(routes.deleteScheduleRoute, async (c) =>
    c.json(await removeSchedule(contextOf(c), c.req.valid('param').id), 200),
  )
  .openapi(routes.sendScheduleRoute, async (c) => {
    const services = c.get('services');
    const { config, log } = services;
    const context = contextOf(c);
    const { actor } = context;
    const tools = {
      secret: config.sealSecret,
      apiUrl: services.addresses.apiUrl,
      count: () => limitAlways(c, `send-reports:${actor.workspace.id}`, [SEND_NOW_RULE]),
      open: (schedule: Schedule) => reportsFor(c, readerOf(schedule, actor), false),
    };
    const sent = await sendNow(context, tools, c.req.valid('param').id);
    // The letters are kept by now. The pipeline would send them with its next minute; nobody has to wait for that.
    waitUntil(sendUnsent(config.control, config.mail, log, Date.now()));
    return c.json(sent, 200);
  })
  .openapi(routes.askUnsubscribeRoute, async (c) => {
    const { control, sealSecret } = c.get('services').config;
    const { token } = c.req.valid('query');
    return answerOf(askPage(await subscriptionOf(new D1DueSchedules(control), sealSecret, token)));
  })
  .openapi(routes.unsubscribeRoute, async (c) => {
    const { control, sealSecret } = c.get('services').config;
    const at = { requestId: c.get('requestId'), nowMs: Date.now() };
    const { token } = c.req.valid('query');
    return answerOf(endedPage(await unsubscribe(new D1DueSchedules(control), sealSecret, token, at)));
  });

/** The report looks with the eyes of who made it, whoever sends it: its readers see what they always see. */
function readerOf({ createdBy, seesAll }: Schedule, { workspace, requestId }: Actor): Actor {
  return { workspace, userId: createdBy, role: seesAll ? 'owner' : 'viewer', job: 'send-reports', requestId };
}

function contextOf(c: Context<ApiContext>): ScheduleContext {
  const actor = actorOf(c);
  const schedules = new WorkspaceSchedules(c.get('services').config.control, actor.workspace.id);
  return { actor, schedules, now: Date.now };
}

/** The form posts to the page's own address, which carries the token. */
async function answerOf(page: Html): Promise<never> {
  return new Response(await page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  }) as never;
}
