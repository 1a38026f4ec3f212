/** Entry of the edge worker: visits go straight to their answer, the rest through a router; failures become a short page. */
import type { Hono } from 'hono/tiny';
import { visit } from './answer/visit.ts';
import type { Arrival } from './answer/visiting.ts';
import { arrivalOf } from './answer/visiting.ts';
import type { Edge } from './env.ts';
import { createEdge } from './env.ts';
import { LookupUnavailable } from './lookup/ports.ts';
import { failurePage, refusalPage } from './page/refusal.ts';
import { createSite, SITE_PATHS } from './site/routes.ts';

export { ClickGate } from './gate/click-gate.ts';

/** What a visitor waits before asking again when neither KV nor D1 could answer. */
const RETRY_SECONDS = 2;

interface Isolate {
  edge: Edge;
  site: Hono;
}

/** Made at the first request and kept: the caches live in it. */
let isolate: Isolate | undefined;

function isolateOf(env: EdgeEnv): Isolate {
  if (!isolate) {
    const edge = createEdge(env);
    isolate = { edge, site: createSite(edge) };
  }
  return isolate;
}

function answer(arrival: Arrival, env: EdgeEnv, ctx: ExecutionContext): Response | Promise<Response> {
  const { edge, site } = isolateOf(env);
  const { method, address } = arrival;
  if ((method !== 'GET' && method !== 'HEAD') || (address && SITE_PATHS.has(address.path))) {
    return site.fetch(arrival.request, env, ctx);
  }
  return visit(arrival, edge, (work) => ctx.waitUntil(work));
}

/** A HEAD is answered like a GET, without the body. */
function bare(response: Response, method: string): Response {
  return method === 'HEAD' && response.body ? new Response(null, response) : response;
}

/** Nothing of an error reaches the visitor but an id that the log has, too. */
function apologise(error: unknown, request: Request, env: EdgeEnv): Response {
  if (error instanceof LookupUnavailable) return refusalPage('unavailable', RETRY_SECONDS);
  const requestId = request.headers.get('cf-ray') ?? crypto.randomUUID();
  isolateOf(env).edge.metrics.count('request_failed', new Error(`Request ${requestId} failed`, { cause: error }));
  return failurePage(requestId);
}

export default {
  fetch(request, env, ctx) {
    try {
      const arrival = arrivalOf(request);
      const response = answer(arrival, env, ctx);
      if (response instanceof Response) return bare(response, arrival.method);
      return response
        .then((late) => bare(late, arrival.method))
        .catch((error: unknown) => apologise(error, request, env));
    } catch (error) {
      return apologise(error, request, env);
    }
  },
} satisfies ExportedHandler<EdgeEnv>;
