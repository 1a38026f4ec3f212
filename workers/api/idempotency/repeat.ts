/** `Idempotency-Key`: a write sent twice with the same key runs once, and the second gets the answer of the first. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { actorName } from '#core/access/actor.ts';
import { AppError } from '#core/error/app-error.ts';
import { sha256Hex } from '#core/hash/sha256-hex.ts';
import { KeptAnswers } from '#platform/d1/control/kept-answers.ts';
import { describeError } from '#platform/log/log.ts';
import { isUpload } from '../http/body-guard.ts';
import type { ApiContext } from '../http/context.ts';
import { seal, unseal } from './seal.ts';

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Visible ASCII, with or without the quotes of the IETF's draft. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Far more than a bulk answer; a database row holds two megabytes. */
const MAX_KEPT_CHARS = 1_000_000;
/** Answers of a request that has not been carried out: the next one with this key runs. */
const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([401, 408, 429]);
const REPEATED_HEADERS = ['content-type', 'etag', 'location'];

interface Kept {
  answers: KeptAnswers;
  id: string;
  /** What the answer is sealed with: whoever does not know the key cannot make it. */
  text: string;
}

export const repeatAnswers = createMiddleware<ApiContext>(async (c, next) => {
  const key = WRITES.has(c.req.method) ? c.req.header('idempotency-key')?.trim() : undefined;
  // A file is not held in memory to be compared; an import takes one file only, however often it is sent.
  if (key === undefined || c.get('idempotent') || isUpload(c.req)) return next();
  c.set('idempotent', true);
  if (!KEY.test(key))
    throw new AppError(
      'bad_request',
      'Idempotency-Key: must be 1 to 255 visible ASCII characters, for example a UUID.',
    );
  const kept = await keptFor(c, key);
  const claim = await kept.answers.claim(kept.id, await fingerprintOf(c), Date.now());
  if (claim.state === 'other request')
    throw new AppError(
      'unprocessable_entity',
      'Idempotency-Key: was used for a different request within the last 24 hours. Use a new key.',
    );
  if (claim.state === 'under way')
    throw new AppError(
      'conflict',
      'Idempotency-Key: the first request with this key is still under way. Try again in a moment.',
    );
  if (claim.state === 'answered') return repeat(c, kept, claim.status, claim.answer);
  await runOnce(c, kept, next);
});

/** Errors reach this as answers: the router has turned them into one before `next` resolves. */
async function runOnce(c: Context<ApiContext>, kept: Kept, next: () => Promise<void>): Promise<void> {
  await next();
  try {
    await keep(c, kept);
  } catch (error) {
    // What was done is done, and must be told; the claim stays, so that a repetition does not do it again soon.
    c.get('services').log.error('idempotency.not_kept', { requestId: c.get('requestId'), error: describeError(error) });
  }
}

async function keep(c: Context<ApiContext>, { answers, id, text }: Kept): Promise<void> {
  const { status } = c.res;
  if (status >= 500 || NOT_CARRIED_OUT.has(status)) return answers.forget(id);
  const body = await c.res.clone().text();
  const headers = Object.fromEntries(
    REPEATED_HEADERS.flatMap((name) => {
      const value = c.res.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const secret = c.get('services').config.authSecret;
  const sealed = body.length > MAX_KEPT_CHARS ? null : await seal(secret, text, { headers, body });
  await answers.keep(id, status, sealed);
}

async function repeat(
  c: Context<ApiContext>,
  { text }: Kept,
  status: number,
  sealed: string | null,
): Promise<Response> {
  if (sealed === null)
    throw new AppError(
      'conflict',
      'Idempotency-Key: this request has been carried out; its answer was too large to keep.',
    );
  const { headers, body } = await unseal(c.get('services').config.authSecret, text, sealed);
  return new Response(body, { status, headers: { ...headers, 'idempotency-replayed': 'true' } });
}

async function keptFor(c: Context<ApiContext>, key: string): Promise<Kept> {
  const { actor, userId } = c.get('caller');
  const text = JSON.stringify([actor?.workspace.id ?? '', actor ? actorName(actor) : `user:${userId}`, key]);
  return { answers: new KeptAnswers(c.get('services').config.control), id: await sha256Hex(text), text };
}

/** Byte for byte: a body with its fields in another order is another request. */
async function fingerprintOf(c: Context<ApiContext>): Promise<string> {
  return sha256Hex(JSON.stringify([c.req.method, c.req.path, new URL(c.req.url).search, await c.req.text()]));
}
