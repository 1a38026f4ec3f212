/** What a visitor is told when a short address does not lead on: each reason its own status and its own words. */
import type { Refusal } from '#core/link/decision.ts';
import { PAGE_HEADERS, renderMessage } from './shell.ts';

interface Wording {
  status: number;
  title: string;
  sentence: string;
}

const WORDS: Record<Refusal, Wording> = {
  'bad-request': {
    status: 400,
    title: 'This address is malformed',
    sentence: 'It holds characters that no link can have. Check it and try again.',
  },
  'unknown-host': {
    status: 404,
    title: 'No links live here',
    sentence: 'This domain is not connected to Hopline, or it has not been verified yet.',
  },
  'unknown-link': {
    status: 404,
    title: 'This link does not exist',
    sentence: 'Check the address for a typing mistake, or ask the person who shared it.',
  },
  // Withheld on demand, not by its owner (403), and perhaps not for good (410): what RFC 7725 has a status for.
  blocked: {
    status: 451,
    title: 'This link was taken out of service',
    sentence: 'The people who run this service have blocked it, because it may harm its visitors. Its owner knows.',
  },
  disabled: { status: 403, title: 'This link is switched off', sentence: 'Its owner has disabled it.' },
  'not-started': {
    status: 425,
    title: 'This link is not open yet',
    sentence: 'It has a start date that lies ahead. Come back later.',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    sentence: 'Its owner gave it an end date, and that has passed.',
  },
  exhausted: {
    status: 410,
    title: 'This link is used up',
    sentence: 'It was made for a fixed number of visits, and all of them are taken.',
  },
  'bad-destination': {
    status: 422,
    title: 'This link leads nowhere safe',
    sentence: 'Its destination is not a web page or a known app, so it was not opened.',
  },
  unavailable: {
    status: 503,
    title: 'Just a moment',
    sentence: 'This link cannot be opened right now. Please try again in a few seconds.',
  },
};

/** Rendered once per isolate: a scan must not cost a rendering per request. */
const rendered = new Map<Refusal, string>();

function pageOf(reason: Refusal): string {
  let page = rendered.get(reason);
  if (page === undefined) {
    page = renderMessage(WORDS[reason].title, WORDS[reason].sentence, 'Short link by Hopline');
    rendered.set(reason, page);
  }
  return page;
}

/** @param retryAfterSeconds tells machines when asking again can help. */
export function refusalPage(reason: Refusal, retryAfterSeconds?: number): Response {
  const headers: Record<string, string> = { ...PAGE_HEADERS, 'X-Hopline-Reason': reason };
  if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(retryAfterSeconds);
  return new Response(pageOf(reason), { status: WORDS[reason].status, headers });
}

/** An address so long that nobody meant it. */
export function tooLongPage(): Response {
  const page = renderMessage('This address is too long', 'No link is this long. Check it and try again.');
  return new Response(page, { status: 414, headers: { ...PAGE_HEADERS, 'X-Hopline-Reason': 'bad-request' } });
}

/** Something failed on our side; the id is in our log. */
export function failurePage(requestId: string): Response {
  const page = renderMessage('Something failed on our side', 'Please try again in a moment.', `Request ${requestId}`);
  return new Response(page, { status: 500, headers: { ...PAGE_HEADERS, 'X-Hopline-Reason': 'failure' } });
}
