/** What is offered: clicks at the front door and messages for the queue, some of them twice, late, from the future or unreadable. */
import type { CapturedClick } from '#core/event/captured.ts';
import { MESSAGE_VERSION } from '#core/event/message.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { Random } from '../../dev/seed/random.ts';
import type { Tenant } from '../support/tenant.ts';
import { CURSED } from './faults.ts';

export interface Target {
  tenant: Tenant;
  linkId: string;
  key: string;
}

export type Offer =
  | { kind: 'click'; target: Target; referer: string }
  | { kind: 'message'; body: unknown; events: CapturedClick[] }
  | { kind: 'poison'; body: unknown; mark: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Share of clicks at the front door; the rest comes in messages, as from an SDK. */
const CLICK_SHARE = 0.25;
const POISON_SHARE = 0.02;
const MAX_EVENTS_PER_MESSAGE = 30;
/** Events of earlier messages that are remembered, to be offered again. */
const MAX_REMEMBERED = 200;
const UAS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
];
export const BROWSER_UA = UAS[0] ?? '';

export class Traffic {
  readonly #random: Random;
  readonly #targets: readonly Target[];
  readonly #name: string;
  readonly #now: () => number;
  #sent: CapturedClick[] = [];
  #number = 0;

  /** @param name makes referers and marks of this run unlike those of any other. @param now the workers' clock, in Unix milliseconds. */
  constructor(random: Random, targets: readonly Target[], name: string, now: () => number) {
    this.#random = random;
    this.#targets = targets;
    this.#name = name;
    this.#now = now;
  }

  /** Offers of `events` events in all; repeated ones and unreadable messages come on top. */
  make(events: number): Offer[] {
    const offers: Offer[] = [];
    let left = events;
    while (left > 0) {
      if (this.#random.chance(POISON_SHARE)) offers.push(this.#poison());
      if (this.#random.chance(clickChance())) {
        offers.push({ kind: 'click', target: this.#random.pick(this.#targets), referer: this.#refererOf() });
        left -= 1;
      } else {
        const fresh = Math.min(left, this.#size());
        offers.push(this.#message(fresh));
        left -= fresh;
      }
    }
    return offers;
  }

  /** One event whose message the queue will never see acknowledged. */
  cursed(): Offer {
    const event = { ...this.#event(), url: `https://destination.example/${CURSED}` };
    return { kind: 'message', events: [event], body: { v: MESSAGE_VERSION, events: [event] } };
  }

  #size(): number {
    return this.#random.chance(0.4) ? 1 : 1 + this.#random.below(MAX_EVENTS_PER_MESSAGE);
  }

  #message(fresh: number): Offer {
    const events = Array.from({ length: fresh }, () => this.#event());
    const [first] = events;
    // The same event twice in one message, and events that were sent before: an SDK that retries.
    if (first && this.#random.chance(0.05)) events.push(first);
    if (this.#sent.length > 0 && this.#random.chance(0.15)) events.push(this.#random.pick(this.#sent));
    this.#sent = [...this.#sent, ...events.slice(0, fresh)].slice(-MAX_REMEMBERED);
    return { kind: 'message', events, body: { v: MESSAGE_VERSION, events } };
  }

  #event(): CapturedClick {
    const { tenant, linkId, key } = this.#random.pick(this.#targets);
    const ts = this.#now() + this.#lag();
    return {
      type: 'click',
      id: uuidv7(ts, this.#random.bytes(10)),
      ts,
      workspaceId: tenant.workspaceId,
      linkId,
      domain: tenant.domain,
      key,
      url: 'https://destination.example/',
      visitor: this.#random.below(5_000).toString(16).padStart(16, '0'),
      ua: this.#random.pick(UAS),
      referer: '',
      language: 'de',
      geo: { country: this.#random.pick(['DE', 'JP', 'BR', '']), continent: '', region: '', city: '', asn: 0 },
      trigger: 'link',
      signs: [],
      rule: '',
      variant: '',
    };
  }

  /** Milliseconds from now: mostly none, some late, a few beyond the ids' memory, some that no rule believes. */
  #lag(): number {
    const dice = this.#random.next();
    if (dice < 0.85) return -this.#random.below(2_000);
    if (dice < 0.95) return -this.#random.below(6 * HOUR_MS);
    if (dice < 0.97) return this.#random.below(9 * MINUTE_MS);
    if (dice < 0.98) return -(3 + this.#random.below(200)) * DAY_MS;
    return this.#random.chance(0.5)
      ? 3 * DAY_MS + this.#random.below(DAY_MS)
      : -(410 + this.#random.below(90)) * DAY_MS;
  }

  #poison(): Offer {
    const mark = `poison-${this.#name}-${this.#number++}`;
    const event = { ...this.#event(), key: mark };
    const body = this.#random.pick<unknown>([
      mark,
      [mark],
      { v: 99, events: [event] },
      { v: MESSAGE_VERSION, events: [], mark },
      { v: MESSAGE_VERSION, events: [{ ...event, id: 'no-uuid' }] },
      { v: MESSAGE_VERSION, events: [{ ...event, type: 'nothing' }] },
      { v: MESSAGE_VERSION, events: [event, { ...event, ts: -1 }] },
    ]);
    return { kind: 'poison', body, mark };
  }

  #refererOf(): string {
    return `https://referer.example/${this.#name}/${this.#number++}`;
  }
}

/** Chance per offer that makes CLICK_SHARE per event: a message holds about ten. */
function clickChance(): number {
  const EVENTS_PER_MESSAGE = 0.4 + 0.6 * (MAX_EVENTS_PER_MESSAGE / 2);
  return (CLICK_SHARE * EVENTS_PER_MESSAGE) / (1 - CLICK_SHARE + CLICK_SHARE * EVENTS_PER_MESSAGE);
}
