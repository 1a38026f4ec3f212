/** Decisions to responses. */
import type { Decision, Refusal } from '#core/link/decision.ts';
import { safeDestination } from '#core/link/scheme.ts';
import type { DomainRecord } from '#core/route/record.ts';
import { captureOrphan } from '../capture/orphan.ts';
import { refusalPage } from '../page/refusal.ts';
import type { Visiting } from './visiting.ts';

/** Every click asks again: that is what makes it countable and a change visible. */
export const NO_STORE = 'private, no-store, max-age=0';
const NO_INDEX = 'noindex';
/** Tells a machine to come back within a day for a link that opens later than that. */
const MAX_RETRY_SECONDS = 86_400;

const UNKNOWN_LINK: Decision = { do: 'refuse', reason: 'unknown-link', fallback: undefined, retryAt: undefined };

type Redirect = Extract<Decision, { do: 'redirect' }>;

/** After a form post the answer is 303 whatever the link's status: 307 and 308 would hand the password to the destination. */
export function redirectResponse(decision: Redirect, method: string): Response {
  const status = method === 'POST' ? 303 : decision.status;
  const keep = (status === 301 || status === 308) && decision.cacheSeconds > 0;
  const headers: Record<string, string> = {
    Location: decision.to.location,
    'Cache-Control': keep ? `private, max-age=${Math.floor(decision.cacheSeconds)}` : NO_STORE,
  };
  if (!decision.index) headers['X-Robots-Tag'] = NO_INDEX;
  return new Response(null, { status, headers });
}

/** A refusal leads to the link's or the domain's own page where there is one, with the reason named all the same. */
export function refuse(decision: Decision, domain: DomainRecord, now: number): Response {
  if (decision.do !== 'refuse') throw new TypeError(`"${decision.do}" is no refusal`);
  const fallback = decision.fallback ?? domainFallback(decision.reason, domain);
  if (fallback !== undefined) {
    const headers = {
      Location: fallback,
      'Cache-Control': NO_STORE,
      'X-Robots-Tag': NO_INDEX,
      'X-Hopline-Reason': decision.reason,
    };
    return new Response(null, { status: 302, headers });
  }
  if (decision.retryAt === undefined) return refusalPage(decision.reason);
  const seconds = Math.ceil((decision.retryAt - now) / 1000);
  return refusalPage(decision.reason, Math.min(Math.max(1, seconds), MAX_RETRY_SECONDS));
}

/** The refusal that no record decides: nobody owns this key. */
export function refuseUnknown(visiting: Visiting): Response {
  captureOrphan(visiting, 'unknown-link');
  return refuse(UNKNOWN_LINK, visiting.domain, visiting.edge.clock());
}

function domainFallback(reason: Refusal, domain: DomainRecord): string | undefined {
  const url =
    reason === 'unknown-link'
      ? domain.notFoundUrl
      : reason === 'expired' || reason === 'exhausted'
        ? domain.expiredUrl
        : undefined;
  return url === undefined ? undefined : safeDestination(url);
}
