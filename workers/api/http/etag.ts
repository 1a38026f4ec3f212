/** A thing's revision as its ETag, and back from If-Match: what keeps a change from overwriting a newer one. */
import type { Context } from 'hono';
import { AppError } from '#core/error/app-error.ts';
import type { ApiContext } from './context.ts';

const TAG = /^(?:W\/)?"(\d{1,15})"$/;
const MAX_SHOWN_CHARS = 50;

/** `revision`: a counter, or for things without one the Unix milliseconds of the last change. */
export function setEtag(c: Context<ApiContext>, revision: number): void {
  c.header('etag', `"${revision}"`);
}

/** The revision the caller has seen; undefined when any will do. Throws `bad_request` for anything but one ETag or `*`. */
export function ifMatch(c: Context<ApiContext>): number | undefined {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  const tag = TAG.exec(header)?.[1];
  if (tag === undefined)
    throw new AppError(
      'bad_request',
      `If-Match: must be the ETag of an earlier answer, got ${header.slice(0, MAX_SHOWN_CHARS)}`,
    );
  return Number(tag);
}
