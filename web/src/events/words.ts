/** What single events are called, and why a hit is or is not a person's, in words. */
import type { WireEvent } from '#core/stats/event-wire.ts';
import type { Kind, Who } from './search.ts';

export const KIND_NAMES: Record<Kind, string> = { clicks: 'Clicks', leads: 'Leads', sales: 'Sales' };

export const WHO_NAMES: Record<Who, string> = {
  all: 'People and machines',
  bot: 'Bots',
  preview: 'Link previews',
  prefetch: 'Prefetches',
  head: 'HEAD requests',
  scanner: 'Mail scanners',
  datacenter: 'Data centres',
  spam: 'Referrer spam',
};

const CLASSES: Readonly<Record<string, { name: string; why: string }>> = {
  human: { name: 'Person', why: 'Counts as a click: nothing about the request speaks of a machine.' },
  bot: { name: 'Bot', why: 'A program that says so itself, or a tool that people do not browse with.' },
  preview: {
    name: 'Link preview',
    why: 'A chat or a social network drew a card of the link; nobody has opened it yet.',
  },
  prefetch: { name: 'Prefetch', why: 'A browser fetched the link in advance, in case somebody would open it.' },
  head: { name: 'HEAD request', why: 'Only asked whether the link is there. People’s browsers ask for pages.' },
  scanner: {
    name: 'Mail scanner',
    why: 'A mail gateway opened the link to check it, before or instead of the reader.',
  },
  datacenter: { name: 'Data centre', why: 'Came from a network of servers, where people do not sit.' },
  spam: { name: 'Referrer spam', why: 'Names a page that is advertised by being named in reports like this one.' },
};

export function className(name: string): string {
  return CLASSES[name]?.name ?? name;
}

/** A sentence or two: what the class means, and which sign put the hit into it. */
export function verdictOf(name: string, reason: string): string {
  const why = CLASSES[name]?.why ?? 'A class that this page does not know yet.';
  const sign = signOf(reason);
  return sign ? `${why} ${sign}` : why;
}

/** The sign itself: reasons are `{evidence}:{detail}`. */
function signOf(reason: string): string {
  if (reason === '') return '';
  if (reason === 'repeat')
    return 'The same visitor had opened this link within the 30 minutes before; the click counts.';
  const [, evidence = '', detail = reason] = /^([a-z]+):(.*)$/.exec(reason) ?? [];
  if (evidence === 'ua') return detail === 'empty' ? 'It did not say what it is.' : `Its User-Agent says “${detail}”.`;
  if (evidence === 'asn') return `The network is ${detail.replace(/^(\d+) ?/, 'AS$1, ').replace(/, $/, '')}.`;
  if (evidence === 'referer') return `The referring page is on ${detail}.`;
  if (evidence === 'method') return `The method was ${detail}.`;
  if (evidence === 'header') return `The request’s headers announce a ${detail}.`;
  return `The sign: ${reason}.`;
}

const SINGULAR: Record<WireEvent['event'], string> = { click: 'Click', lead: 'Lead', sale: 'Sale' };

export function titleOf(event: WireEvent): string {
  return event.event === 'click' ? SINGULAR.click : `${SINGULAR[event.event]}: ${event.eventName}`;
}

const TRIGGERS: Readonly<Record<string, string>> = {
  link: 'Short link opened',
  qr: 'QR code scanned',
  deeplink: 'Opened in an app',
  pageview: 'Page viewed',
};

export function triggerName(trigger: string): string {
  return TRIGGERS[trigger] ?? trigger;
}
