/** The routes of reports by mail, each translating one request into one verb. */
import type { Context } from 'hono';
import { escape } from '#core/mail/escape.ts';
import { createSchedule, listSchedules, removeSchedule, updateSchedule } from '#core/schedule/manage.ts';
import type { ScheduleContext } from '#core/schedule/schedule.ts';
import { unsubscribe } from '#core/schedule/unsubscribe.ts';
import { D1DueSchedules, WorkspaceSchedules } from '#platform/d1/control/schedules.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './routes.ts';

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
  .openapi(routes.askUnsubscribeRoute, () =>
    pageOf('Stop this report?', '<form method="post"><button>Stop sending it to me</button></form>'),
  )
  .openapi(routes.unsubscribeRoute, async (c) => {
    const { control, sealSecret } = c.get('services').config;
    const name = await unsubscribe(new D1DueSchedules(control), sealSecret, c.req.valid('query').token);
    return pageOf('Done', `<p>“${escape(name)}” is not sent to you any more.</p>`);
  });

function contextOf(c: Context<ApiContext>): ScheduleContext {
  const actor = actorOf(c);
  const schedules = new WorkspaceSchedules(c.get('services').config.control, actor.workspace.id);
  return { actor, schedules, now: Date.now };
}

/** @param body HTML. The form posts to the page's own address, which carries the token. */
function pageOf(title: string, body: string): never {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title></head><body style="font-family:system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem"><h1 style="font-size:1.25rem">${title}</h1>${body}</body></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  }) as never;
}
