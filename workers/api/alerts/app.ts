/** The route of alerts, translating a request into its verb. */
import { listAlerts } from '#core/alert/list.ts';
import { toWireAlert } from '#core/alert/wire.ts';
import { WorkspaceAlerts } from '#platform/d1/control/workspace-alerts.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import { listAlertsRoute } from './routes.ts';

export const alertApp = createRouter().openapi(listAlertsRoute, async (c) => {
  const services = c.get('services');
  const actor = actorOf(c);
  const alerts = new WorkspaceAlerts(services.config.control, actor.workspace.id);
  const { links } = linksOf(services, actor);
  return c.json((await listAlerts({ actor, alerts, links }, c.req.valid('query'))).map(toWireAlert), 200);
});
