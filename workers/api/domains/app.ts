/** The domain routes, each translating one request into one verb. */
import type { Context } from 'hono';
import { createDomain } from '#core/domain/create.ts';
import { deleteDomain } from '#core/domain/delete.ts';
import type { Domain } from '#core/domain/domain.ts';
import { listDomains, listSharedDomains } from '#core/domain/list.ts';
import { makePrimary } from '#core/domain/make-primary.ts';
import { toWireDns, toWireDomain } from '#core/domain/present.ts';
import { domainStatus, registerDomain } from '#core/domain/status.ts';
import { type Receiver, transferDomain } from '#core/domain/transfer.ts';
import { updateDomain } from '#core/domain/update.ts';
import { describeDns, verifyDomain } from '#core/domain/verify.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { domainsOf, entitlementsOf, linksOf } from '../services.ts';
import * as routes from './routes.ts';
import { domainContextOf } from './services.ts';

export const domainApp = createRouter()
  .openapi(routes.listDomainsRoute, async (c) => {
    const actor = actorOf(c);
    const domains = await listDomains(actor, domainsOf(c.get('services'), actor), c.req.valid('query'));
    return c.json(domains.map(toWireDomain), 200);
  })
  .openapi(routes.sharedDomainsRoute, async (c) => {
    const actor = actorOf(c);
    return c.json(await listSharedDomains(actor, domainsOf(c.get('services'), actor)), 200);
  })
  .openapi(routes.domainStatusRoute, (c) => c.json(domainStatus(actorOf(c), c.req.valid('query').domains), 200))
  .openapi(routes.registerDomainRoute, (c) => registerDomain(actorOf(c), c.req.valid('json').domain))
  .openapi(routes.createDomainRoute, async (c) =>
    c.json(show(c, await createDomain(contextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(routes.updateDomainRoute, async (c) =>
    c.json(show(c, await updateDomain(contextOf(c), c.req.valid('param').slug, c.req.valid('json'), ifMatch(c))), 200),
  )
  .openapi(routes.deleteDomainRoute, async (c) => {
    const clear = linksOf(c.get('services'), actorOf(c));
    return c.json({ slug: await deleteDomain(contextOf(c), clear, c.req.valid('param').slug) }, 200);
  })
  .openapi(routes.domainDnsRoute, async (c) =>
    c.json(toWireDns(await describeDns(contextOf(c), c.req.valid('param').slug)), 200),
  )
  .openapi(routes.verifyDomainRoute, async (c) =>
    c.json(toWireDns(await verifyDomain(contextOf(c), c.req.valid('param').slug)), 200),
  )
  .openapi(routes.primaryDomainRoute, async (c) =>
    c.json(show(c, await makePrimary(contextOf(c), c.req.valid('param').slug)), 200),
  )
  .openapi(routes.transferDomainRoute, async (c) => {
    const receiver = await receiverOf(c, c.req.valid('json').workspaceId);
    return c.json(toWireDomain(await transferDomain(contextOf(c), c.req.valid('param').slug, receiver)), 200);
  });

function show(c: Context<ApiContext>, domain: Domain) {
  setEtag(c, domain.revision);
  return toWireDomain(domain);
}

function contextOf(c: Context<ApiContext>) {
  return domainContextOf(c.get('services'), actorOf(c));
}

/** The caller as a member of another workspace; undefined when not a member. A token keeps its scopes there. */
async function receiverOf(c: Context<ApiContext>, workspaceId: string): Promise<Receiver | undefined> {
  const services = c.get('services');
  const actor = actorOf(c);
  const membership = await services.memberships.find(actor.userId, workspaceId);
  return membership && { actor: { ...actor, ...membership }, entitlements: entitlementsOf(services, membership) };
}
