/** Reports carry an ETag, and are not sent again to whoever has them: `If-None-Match` → 304. */
import { createMiddleware } from 'hono/factory';
import type { ApiContext } from '../http/context.ts';

/** Browsers keep a report and ask each time whether it is still the same; nobody in between keeps it. */
const CACHING = 'private, no-cache';
/** Whose answer it is. */
const VARY = 'authorization, cookie, x-workspace-id';
/** 128 bits in hex. */
const TAG_BYTES = 16;
/** The end of an open range is the moment of asking; what was counted until then is in the rest. No text can hold this unescaped. */
const MOMENT = /"end":"[^"]*"/g;

/** Whether an operation of the document is answered with a tag. */
export function isReport(method: string, tags: readonly string[]): boolean {
  return method === 'get' && tags.includes('Analytics');
}

export const tagAnswers = createMiddleware<ApiContext>(async (c, next) => {
  await next();
  const { status, headers } = c.res;
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  // Files are streamed as they are made.
  if (status !== 200 || !isJson || headers.has('etag') || headers.has('content-disposition')) return;
  const body = await c.res.text();
  const tag = `W/"${await hashOf(body.replaceAll(MOMENT, ''))}"`;
  const same = matches(c.req.header('if-none-match'), tag);
  c.res = new Response(same ? null : body, { status: same ? 304 : 200, headers });
  if (same) c.res.headers.delete('content-type');
  c.res.headers.set('etag', tag);
  c.res.headers.set('cache-control', CACHING);
  c.res.headers.append('vary', VARY);
});

/** Weakly, as the header's standard says for it. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (text: string): string => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((each) => bare(each) === bare(tag));
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest, 0, TAG_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
