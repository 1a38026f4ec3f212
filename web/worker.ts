/** The Pages worker: /api goes to the api worker unchanged, everything else is a file or the app's one page. */

/** The part of a service binding used here; web code sees no worker globals. */
interface Fetcher {
  fetch(request: Request): Promise<Response>;
}

interface Env {
  ASSETS: Fetcher;
  API: Fetcher;
}

/** Nothing inline, nothing from elsewhere. The socket is named because older browsers' 'self' leaves WebSockets out. */
function contentSecurityPolicy(url: URL): string {
  const socket = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** Vite puts a content hash into every name under /assets/, so these never change. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Everything else is asked for again each time (a 304 when unchanged), so a deploy is seen at once. */
const REVALIDATE = 'no-cache';

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const { pathname } = url;
    if (pathname === '/api' || pathname.startsWith('/api/')) return env.API.fetch(request);
    const page = isPage(pathname);
    const answer = await env.ASSETS.fetch(page ? new Request(new URL('/', url), request) : request);
    const hashed = pathname.startsWith('/assets/') && answer.ok;
    return withHeaders(answer, url, hashed ? IMMUTABLE : REVALIDATE);
  },
};

/** Files lie in /assets/ or begin with a name that has a dot; pages may end in one, such as that of a domain. The worker itself is no file. */
function isPage(pathname: string): boolean {
  const [first = ''] = pathname.slice(1).split('/');
  return pathname === '/_worker.js' || (first !== 'assets' && !first.includes('.'));
}

function withHeaders(answer: Response, url: URL, cacheControl: string): Response {
  const headers = new Headers(answer.headers);
  headers.set('content-security-policy', contentSecurityPolicy(url));
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  headers.set('cache-control', cacheControl);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
