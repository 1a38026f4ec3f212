/** What the live page says. */
import type { GapReason, LiveEvent } from '#core/live/protocol.ts';
import { countryName } from '../format/place.ts';

export const GAP_WORDS: Record<GapReason, string> = {
  too_old: 'You were away for longer than the ledger looks back event by event.',
  too_much: 'More happened while you were away than fits into a list.',
  moved: 'Counting moved to another ledger, which knows the events before it only as totals.',
  unknown: 'The ledger does not know where you left off.',
};

const KINDS: Readonly<Record<string, string>> = { click: 'Click', lead: 'Lead', sale: 'Sale' };

/** `Click`, and for what is no person's click why not. */
export function kindOf({ type }: Pick<LiveEvent, 'type'>): string {
  return KINDS[type] ?? type;
}

export function placeOf({ city, country }: Pick<LiveEvent, 'city' | 'country'>): string {
  if (country === '') return 'Unknown place';
  return [city, countryName(country)].filter(Boolean).join(', ');
}

/** What a screen reader hears now and then: `12 new, the newest a click on /spring from Berlin, Germany`. */
export function announcementOf(count: number, newest: LiveEvent): string {
  const kind = kindOf(newest).toLowerCase();
  const what = `a ${kind} on /${newest.key} from ${placeOf(newest)}`;
  return count === 1 ? `New: ${what}` : `${count} new, the newest ${what}`;
}
