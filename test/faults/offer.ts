/** Offers traffic to the running stack and writes down what was answered. */
import { Agent, request } from 'node:http';
import { CONTROL_HEADER, EVENTS_PATH } from '../../dev/stack/inside/drainable.ts';
import type { Fate, OfferBook } from './offer-book.ts';
import type { StackFacts } from './words.ts';
import { BROWSER_UA, type Offer } from './traffic.ts';

/** Requests under way at once. */
const PARALLEL = 16;
/** A sender tries this often before it gives up; in between it waits a little. */
const MAX_TRIES = 5;
const RETRY_MS = 30;
const ANSWER_TIMEOUT_MS = 20_000;

export interface Front {
  facts: () => StackFacts;
  book: OfferBook;
  /** Resolves when the stack may be reached again; at once unless it is being killed. */
  reachable: () => Promise<void>;
}

const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });

/** Offers all of them, several at once. `onHalf` is called, and not awaited, when half of them have been begun. */
export async function offerAll(
  offers: readonly Offer[],
  segment: string,
  front: Front,
  onHalf: () => void,
): Promise<void> {
  let next = 0;
  const half = Math.floor(offers.length / 2);
  const offering = async (): Promise<void> => {
    while (next < offers.length) {
      const at = next++;
      if (at === half) onHalf();
      await front.reachable();
      const offer = offers[at];
      if (offer) await offerOne(offer, segment, front);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, offering));
}

async function offerOne(offer: Offer, segment: string, { facts, book, reachable }: Front): Promise<void> {
  if (offer.kind === 'click') {
    const { tenant, linkId, key } = offer.target;
    const headers = { host: tenant.domain, referer: offer.referer, 'user-agent': BROWSER_UA };
    const status = await ask(`${facts().edgeUrl}/${key}`, { headers });
    const fate: Fate = status === 302 ? 'answered' : 'unknown';
    book.clicks.set(offer.referer, { fate, workspaceId: tenant.workspaceId, linkId, segment });
    return;
  }
  const fate = await send(offer.body, facts, reachable);
  if (offer.kind === 'poison') book.poison.set(offer.mark, fate);
  else book.noteEvents(offer.events, fate, segment);
}

/** As an SDK would: again and again with the same events, until somebody answers. */
async function send(body: unknown, facts: Front['facts'], reachable: Front['reachable']): Promise<Fate> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    await reachable();
    const { edgeUrl, control } = facts();
    const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/json' };
    if ((await ask(`${edgeUrl}${EVENTS_PATH}`, { method: 'POST', headers, body: JSON.stringify(body) })) === 202)
      return 'answered';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return 'unknown';
}

/** The status of the answer, 0 when none came. */
export function ask(
  url: string,
  { method = 'GET', headers, body }: { method?: string; headers: Record<string, string>; body?: string },
): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(url, { method, headers, agent, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0)).on('error', () => resolve(0));
      response.on('close', () => resolve(0));
    });
    sending.on('timeout', () => sending.destroy()).on('error', () => resolve(0));
    sending.end(body);
  });
}
