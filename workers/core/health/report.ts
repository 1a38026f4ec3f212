/** Reports on the destinations of a workspace's links, and checks one now. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { loadLink } from '../link/get.ts';
import type { Link } from '../link/link.ts';
import type { LinkContext } from '../link/ports.ts';
import type { Outbound } from '../outbound/ports.ts';
import { checkDestination, isCheckable } from './check.ts';
import { switchDestination, wantedSwitch } from './fall-back.ts';
import { afterCheck, type LinkHealth } from './health.ts';
import type { HealthStore } from './ports.ts';
import { type HealthAlerts, tellHealth } from './tell.ts';
import type { ListHealthQuery } from './wire.ts';

export interface HealthReport {
  health: LinkHealth;
  link: Link;
}

export async function listHealth(
  context: LinkContext,
  store: HealthStore,
  query: ListHealthQuery,
): Promise<HealthReport[]> {
  requireScope(context.actor, 'links.read');
  const found = await store.list({
    ...(query.state === undefined ? {} : { state: query.state }),
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  });
  const links = new Map((await context.links.byIds(found.map(({ linkId }) => linkId))).map((link) => [link.id, link]));
  return found.flatMap((health) => {
    const link = links.get(health.linkId);
    return link ? [{ health, link }] : [];
  });
}

/** Throws `not_found`, and `unprocessable_entity` for a link to an app. */
export async function checkNow(
  context: LinkContext,
  store: HealthStore,
  { outbound, alerts }: { outbound: Outbound; alerts: HealthAlerts },
  idOrExternal: string,
): Promise<HealthReport> {
  requireScope(context.actor, 'links.write');
  const link = await loadLink(context, idOrExternal);
  if (!isCheckable(link.url))
    throw new AppError('unprocessable_entity', 'This link leads to an app: there is no server to ask.');
  const before = (await store.find(link.id)) ?? newHealth(link);
  const finding = await checkDestination(outbound, link.url);
  const hasFallback = link.settings.fallbackUrl !== undefined;
  const health = afterCheck(before, link.url, finding, hasFallback, context.now(), Math.random());
  await store.save(health);
  await tellHealth(alerts, link, before.failures, health, context.now());
  const wanted = wantedSwitch(link, health);
  if (wanted) await switchDestination(context, link, wanted);
  return { health, link: wanted ? await loadLink(context, link.id) : link };
}

function newHealth(link: Link) {
  return { linkId: link.id, workspaceId: link.workspaceId, failures: 0, failingSince: null };
}
