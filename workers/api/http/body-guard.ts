/** Bounds what a body may be before any schema looks at it: bytes and nesting. */
import { createMiddleware } from 'hono/factory';
import { AppError } from '#core/error/app-error.ts';
import type { ApiContext } from './context.ts';

/** A link with long destinations everywhere stays below this; a bulk request of a hundred common links, too. */
export const MAX_BODY_BYTES = 100_000;
/** Bulk bodies hold up to a hundred links. */
export const MAX_BULK_BODY_BYTES = 1_000_000;
/** The deepest body of this api (a rule's split inside a bulk update) nests nine levels. */
export const MAX_BODY_DEPTH = 20;

/** Files are stored as they come in and bounded by their own route (core/import/steer.ts). */
const UPLOAD = /\/imports\/[^/]+\/file$/;

export function isUpload(request: { method: string; path: string }): boolean {
  return request.method === 'PUT' && UPLOAD.test(request.path);
}

export const bodyGuard = createMiddleware<ApiContext>(async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.raw.body === null) return next();
  if (isUpload(c.req)) return next();
  const limit = c.req.path.endsWith('/links/bulk') ? MAX_BULK_BODY_BYTES : MAX_BODY_BYTES;
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit);
  const text = await readUpTo(c.req.raw.body, limit);
  if (nesting(text) > MAX_BODY_DEPTH)
    throw new AppError('bad_request', `The body is nested deeper than ${MAX_BODY_DEPTH} levels.`);
  if (text !== '' && isJson(c.req.header('content-type'))) requireJson(text);
  c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers: c.req.raw.headers, body: text });
  return next();
});

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw tooLarge(limit);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Depth of brackets outside strings; one pass, before a parser recurses. */
export function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === 92) at++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth);
    else if (char === 125 || char === 93) depth--;
  }
  return deepest;
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/([a-z-.]+\+)?json/i.test(contentType);
}

function requireJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AppError('bad_request', `The body is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('bad_request', `The body is larger than ${limit / 1_000} KB.`);
}
