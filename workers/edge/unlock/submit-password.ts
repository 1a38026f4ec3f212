/** A POST to a short address: the password form. */
import { MAX_PASSWORD_CHARS, verifyPassword } from '#core/link/password.ts';
import { signUnlock } from '#core/link/unlock-token.ts';
import { findDomain, findLink } from '../answer/find-route.ts';
import { followLink } from '../answer/follow-link.ts';
import { refuseUnknown } from '../answer/respond.ts';
import type { Edge } from '../env.ts';
import type { FoundLink } from '../lookup/find-link.ts';
import type { Defer } from '../lookup/ports.ts';
import { passwordPage } from '../page/password.ts';
import { unlockCookie } from './cookie.ts';
import { visitorNetwork } from './visitor-network.ts';
import type { Visiting } from '../answer/visiting.ts';
import { arrivalOf } from '../answer/visiting.ts';

/** A form with one short field; percent-encoding at most triples it. */
const MAX_FORM_BYTES = 4_096;

/** With the right password the visitor goes on at once, and the cookie remembers it. */
export async function submitPassword(request: Request, edge: Edge, defer: Defer): Promise<Response> {
  const visiting = await findDomain(arrivalOf(request), edge, defer);
  if (visiting instanceof Response) return visiting;
  const found = await findLink(visiting);
  if (!found) return refuseUnknown(visiting);
  if (found.record.passwordHash === undefined)
    return new Response('Method not allowed\n', { status: 405, headers: { Allow: 'GET, HEAD' } });
  const password = await readPassword(request);
  if (password === undefined) return passwordPage({ wrong: true });
  return checkPassword(visiting, found, found.record.passwordHash, password);
}

async function checkPassword(visiting: Visiting, found: FoundLink, hash: string, password: string): Promise<Response> {
  const { edge, request } = visiting;
  const { record } = found;
  const gate = edge.gate(record.linkId);
  const visitor = await visitorNetwork(request.headers.get('cf-connecting-ip') ?? '', hash);
  // Counted before it is checked: a hundred guesses at once are a hundred attempts.
  const waitMs = await gate.beginAttempt(visitor);
  if (waitMs > 0) return passwordPage({ waitSeconds: Math.ceil(waitMs / 1000) });
  if (!(await verifyPassword(password, hash))) return passwordPage({ wrong: true });
  visiting.defer(gate.succeed(visitor));
  const response = await followLink(visiting, found, true);
  const token = await signUnlock(record.linkId, hash, edge.clock());
  response.headers.append('Set-Cookie', unlockCookie(token, visiting.path, visiting.url.startsWith('https:')));
  return response;
}

/** The form's password, or undefined for a body that is not the form. */
async function readPassword(request: Request): Promise<string | undefined> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded') || request.body === null) return undefined;
  const body = await readAtMost(request.body, MAX_FORM_BYTES);
  const password = body === undefined ? null : new URLSearchParams(body).get('password');
  return password === null || password === '' || password.length > MAX_PASSWORD_CHARS ? undefined : password;
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
