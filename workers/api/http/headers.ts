/** Headers of every answer: request id, CORS, and what keeps browsers from doing more with an answer than read it. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { setRates } from '../limit/headers.ts';
import type { ApiContext } from './context.ts';

const EXPOSED = [
  'etag',
  'idempotency-replayed',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'x-hopline-counters',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
].join(', ');
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const PREFLIGHT_SECONDS = '86400';
const FIXED: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

export const answerHeaders = createMiddleware<ApiContext>(async (c, next) => {
  if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) return preflight(c);
  await next();
  // The headers of a socket's answer are sealed.
  if (c.res.webSocket) return;
  setCors(c);
  // A page that shows itself says what it needs; everything else needs nothing.
  const policy = c.res.headers.get('content-security-policy');
  for (const [name, value] of Object.entries(FIXED)) c.res.headers.set(name, value);
  if (policy !== null) c.res.headers.set('content-security-policy', policy);
  setRates(c.res.headers, c.get('rates') ?? []);
  c.res.headers.set('x-request-id', c.get('requestId'));
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
});

/** Any page may call with a token; only the web app's own pages may call with its cookie. */
function setCors(c: Context<ApiContext>): void {
  const origin = c.req.header('origin');
  if (origin === undefined) return;
  const isOurs = c.get('services')?.origins.has(origin) ?? false;
  c.res.headers.set('access-control-allow-origin', isOurs ? origin : '*');
  if (isOurs) c.res.headers.set('access-control-allow-credentials', 'true');
  c.res.headers.append('vary', 'origin');
  c.res.headers.set('access-control-expose-headers', EXPOSED);
}

function preflight(c: Context<ApiContext>): Response {
  c.res = new Response(null, { status: 204 });
  setCors(c);
  c.res.headers.set('access-control-allow-methods', METHODS);
  c.res.headers.set(
    'access-control-allow-headers',
    c.req.header('access-control-request-headers') ?? 'authorization, content-type',
  );
  c.res.headers.set('access-control-max-age', PREFLIGHT_SECONDS);
  return c.res;
}
