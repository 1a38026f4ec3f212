/** A GET or HEAD of a short address. */
import { PREVIEW_SUFFIX, QR_SUFFIX, ROOT_KEY } from '#core/link/key-normalise.ts';
import { verifyUnlock } from '#core/link/unlock-token.ts';
import type { LinkRecord } from '#core/route/record.ts';
import type { Edge } from '../env.ts';
import type { FoundLink } from '../lookup/find-link.ts';
import type { Defer } from '../lookup/ports.ts';
import { readUnlockCookie } from '../unlock/cookie.ts';
import { viewLink } from '../view/view-link.ts';
import { findDomain, findLink } from './find-route.ts';
import { followLink } from './follow-link.ts';
import { refuseUnknown } from './respond.ts';
import type { Arrival, Visiting } from './visiting.ts';

/**
 * Answers, or throws: LookupUnavailable when neither KV nor D1 can tell, anything else is our fault. A hot link is answered
 * without a single await: each one costs as much as a rule.
 */
export function visit(arrival: Arrival, edge: Edge, defer: Defer): Response | Promise<Response> {
  const visiting = findDomain(arrival, edge, defer);
  return visiting instanceof Promise ? visiting.then(visitDomain) : visitDomain(visiting);
}

function visitDomain(visiting: Visiting | Response): Response | Promise<Response> {
  if (visiting instanceof Response) return visiting;
  const { key } = visiting;
  if (key.endsWith(PREVIEW_SUFFIX))
    return viewLink(visiting, 'preview', key.slice(0, -PREVIEW_SUFFIX.length) || ROOT_KEY);
  if (key.endsWith(QR_SUFFIX)) return viewLink(visiting, 'qr', key.slice(0, -QR_SUFFIX.length) || ROOT_KEY);
  const found = findLink(visiting);
  return found instanceof Promise ? found.then((link) => visitLink(visiting, link)) : visitLink(visiting, found);
}

function visitLink(visiting: Visiting, found: FoundLink | null): Response | Promise<Response> {
  if (!found) return refuseUnknown(visiting);
  if (found.record.passwordHash === undefined) return followLink(visiting, found, false);
  return isUnlocked(visiting, found.record).then((unlocked) => followLink(visiting, found, unlocked));
}

function isUnlocked(visiting: Visiting, record: LinkRecord): Promise<boolean> {
  const token = readUnlockCookie(visiting.request.headers.get('cookie'));
  return verifyUnlock(token, record.linkId, record.passwordHash ?? '', visiting.edge.clock());
}
