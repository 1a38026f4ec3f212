/** Everything the edge serves that is not a visit to a link: files of a domain, the password form, methods it does not know. */
import { Hono } from 'hono/tiny';
import { findDomain } from '../answer/find-route.ts';
import { arrivalOf } from '../answer/visiting.ts';
import type { Edge } from '../env.ts';
import { submitPassword } from '../unlock/submit-password.ts';
import { APP_FILES, appAssociation } from './app-association.ts';
import { icon, robotsFile } from './static-files.ts';

/** Paths that can never be links; `keyProblem` refuses them at creation. */
export const SITE_PATHS: ReadonlySet<string> = new Set(['/robots.txt', '/favicon.ico', ...Object.keys(APP_FILES)]);

/** Routes of one isolate. Visits do not come through here: a router costs a twelfth of a redirect. */
export function createSite(edge: Edge): Hono {
  const site = new Hono();
  site.get('/robots.txt', robotsFile);
  site.get('/favicon.ico', icon);
  for (const [path, file] of Object.entries(APP_FILES)) {
    site.get(path, async (c) => {
      const visiting = await findDomain(arrivalOf(c.req.raw), edge, (work) => c.executionCtx.waitUntil(work));
      return visiting instanceof Response ? visiting : appAssociation(visiting.domain, file);
    });
  }
  site.post('*', (c) => submitPassword(c.req.raw, edge, (work) => c.executionCtx.waitUntil(work)));
  site.all('*', () => new Response('Method not allowed\n', { status: 405, headers: { Allow: 'GET, HEAD' } }));
  site.onError((error) => {
    throw error;
  });
  return site;
}
