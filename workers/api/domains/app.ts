/** The domain routes. */
import { listDomains } from '#core/domain/list.ts';
import { toWireDomain } from '#core/domain/present.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { domainsOf } from '../services.ts';
import { listDomainsRoute } from './routes.ts';

export const domainApp = createRouter().openapi(listDomainsRoute, async (c) => {
  const actor = actorOf(c);
  const domains = await listDomains(actor, domainsOf(c.get('services'), actor), c.req.valid('query'));
  return c.json(domains.map(toWireDomain), 200);
});
