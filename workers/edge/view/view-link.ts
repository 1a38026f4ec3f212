/** The two views of a link that are not clicks: where it leads, and its QR code. */
import { decide, exhausted, QUARANTINED } from '#core/link/decide.ts';
import { findLink } from '../answer/find-route.ts';
import { readRequest } from '../answer/request-facts.ts';
import { refuse, refuseUnknown } from '../answer/respond.ts';
import { isUsedUp } from '../gate/ask-gate.ts';
import type { Visiting } from '../answer/visiting.ts';
import { shortUrlOf } from '../answer/visiting.ts';
import { previewPage } from './preview-page.ts';
import { qrImage } from './qr-image.ts';

export type View = 'preview' | 'qr';

/** A link that is closed shows as closed; its QR code is there as long as the link is. */
export async function viewLink(visiting: Visiting, view: View, key: string): Promise<Response> {
  const found = await findLink(visiting, key);
  if (!found) return refuseUnknown(visiting);
  const now = visiting.edge.clock();
  if ((await visiting.quarantined)(found.record.workspaceId)) return refuse(QUARANTINED, visiting.domain, now);
  const shortUrl = shortUrlOf(visiting, bareSuffix(visiting.path, view));
  if (view === 'qr') return qrImage(shortUrl);
  const facts = { ...readRequest(visiting, ''), tail: found.tail, unlocked: false, clickId: '', signs: [] };
  const { record } = found;
  const decision = decide(record, facts, now);
  if (decision.do === 'refuse') return refuse(decision, visiting.domain, now);
  if (record.maxClicks !== undefined && (await isUsedUp(visiting.edge, record.linkId, record.maxClicks)))
    return refuse(exhausted(record), visiting.domain, now);
  return previewPage(record, shortUrl, visiting.edge.reportUrl);
}

/** The path without its view suffix, however the suffix was encoded. */
function bareSuffix(path: string, view: View): string {
  const suffix = view === 'qr' ? /(?:\.|%2e)(?:q|%71|%51)(?:r|%72|%52)\/*$/i : /(?:\+|%2b)\/*$/i;
  return path.replace(suffix, '');
}
