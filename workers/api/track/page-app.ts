/** Clicks that pages and apps report, and the script that does it for pages. */
import type { Context } from 'hono';
import { deliverEvents } from '#core/conversion/deliver.ts';
import {
  findOpenRoute,
  type FoundRoute,
  keyOfPath,
  pageClick,
  type PageClickContext,
} from '#core/conversion/page-click.ts';
import { AppError } from '#core/error/app-error.ts';
import type { Trigger } from '#core/event/captured.ts';
import { ROOT_KEY } from '#core/link/key-normalise.ts';
import type { DomainRecord, LinkRecord } from '#core/route/record.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import { pageHostsOf } from '#platform/d1/control/page-hosts.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import type { ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { limitAddress } from '../limit/by-address.ts';
import * as routes from './page-routes.ts';
import { pageVisit } from './page-visit.ts';
import { SCRIPT_PATH, TRACKING_SCRIPT } from './script.ts';

/** Pages ask again once in a while; a new version reaches them within this time. */
const SCRIPT_CACHE_SECONDS = 3_600;

const router = createRouter();
router.get(SCRIPT_PATH, limitAddress, (c) =>
  c.body(TRACKING_SCRIPT, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': `public, max-age=${SCRIPT_CACHE_SECONDS}`,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }),
);

export const pageTrackApp = router
  .openapi(routes.trackClickRoute, async (c) => {
    const { domain, key, url, referrer } = c.req.valid('json');
    const found = await findOpenRoute(contextOf(c), domain, [key]);
    return c.json(told(await count(c, found, 'link', url ?? found.record.url, referrer)), 200);
  })
  .openapi(routes.trackVisitRoute, async (c) => {
    const { domain, url, referrer } = c.req.valid('json');
    const found = await findOpenRoute(contextOf(c), domain, [keyOfPath('url', url), ROOT_KEY]);
    return c.json(told(await count(c, found, 'pageview', url, referrer)), 200);
  })
  .openapi(routes.trackOpenRoute, async (c) => {
    const { deepLink, dubDomain } = c.req.valid('json');
    if (!deepLink && !dubDomain) throw new AppError('bad_request', 'Give deepLink or dubDomain.');
    const found = deepLink ? await routeOfAddress(contextOf(c, true), deepLink) : undefined;
    if (!found) return c.json({ clickId: null, link: null }, 200);
    const { domain, key, record } = found;
    const clickId = await count(c, found, 'deeplink', record.url, '');
    return c.json({ clickId, link: { id: record.linkId, domain, key, url: record.url } }, 200);
  });

const told = (clickId: string) => ({ clickId, partner: null, discount: null });

/** Undefined for an address that is no link of anybody: apps are opened by others, too. */
async function routeOfAddress(context: PageClickContext, address: string): Promise<FoundRoute | undefined> {
  try {
    return await findOpenRoute(context, new URL(address).hostname, [keyOfPath('deepLink', address)]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** Answers when the click is durable. Its id can be bound to at once. */
async function count(
  c: Context<ApiContext>,
  found: FoundRoute,
  trigger: Trigger,
  url: string,
  referrer: string | null | undefined,
): Promise<string> {
  const { config } = c.get('services');
  const { workspaceId } = found.record;
  const click = pageClick(found, await pageVisit(c, workspaceId, { url, referer: referrer ?? '', trigger }));
  await deliverEvents({ queue: config.events, ledger: config.ledgerOf(workspaceId) }, [click], 'durable');
  return click.id;
}

/** @param forApps an app is no page: it has no origin to be checked. */
function contextOf(c: Context<ApiContext>, forApps = false): PageClickContext {
  const { config } = c.get('services');
  const origin = c.req.header('origin');
  const isApp = forApps && origin === undefined;
  const claims = new D1Claims(config.linkShards);
  const domains = new D1DomainTruth(config.control);
  return {
    async domain(slug) {
      const text = await domains.record(slug);
      const record = text === undefined ? undefined : (JSON.parse(text) as DomainRecord);
      return record && { caseSensitive: record.caseSensitive ?? false };
    },
    async route(domain, key) {
      const text = (await claims.read({ domain, key }))?.record;
      return text ? (JSON.parse(text) as LinkRecord) : undefined;
    },
    pageHosts: async (workspaceId) => (isApp ? [] : pageHostsOf(config.control, workspaceId, Date.now())),
    origin,
    now: Date.now,
  };
}
