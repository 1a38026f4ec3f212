/** Lists alerts: each only for those who may see what it is about. */
import { allowedTo, requireScope } from '../access/actor.ts';
import { type Alert, ALERT_KINDS, type AlertContext, SEEN_WITH } from './alert.ts';
import type { ListAlertsQuery } from './wire.ts';

export async function listAlerts(context: AlertContext, query: ListAlertsQuery): Promise<Alert[]> {
  requireScope(context.actor, 'workspaces.read');
  const allowed = allowedTo(context.actor);
  const kinds = ALERT_KINDS.filter(
    (kind) => allowed.includes(SEEN_WITH[kind]) && (query.kind === undefined || query.kind === kind),
  );
  if (kinds.length === 0) return [];
  const found = await context.alerts.page({
    kinds,
    state: query.state,
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  });
  return withoutHidden(context, found);
}

/** The alert of a link in a folder that is closed to the actor would name where the link leads. */
async function withoutHidden({ links }: AlertContext, found: Alert[]): Promise<Alert[]> {
  const ofLinks = found.filter(({ kind }) => kind === 'link.failing').map(({ subject }) => subject);
  if (ofLinks.length === 0) return found;
  const seen = new Set((await links.byIds(ofLinks)).map(({ id }) => id));
  return found.filter(({ kind, subject }) => kind !== 'link.failing' || seen.has(subject));
}
