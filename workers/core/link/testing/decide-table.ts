/** For tables of decisions: a link, a request, and a decision in a few words. */
import type { LinkRecord, RuleCondition } from '../../route/record.ts';
import type { Client } from '../../visitor/client.ts';
import { decide } from '../decide.ts';
import type { Decision, Facts } from '../decision.ts';

export const NOW = Date.UTC(2026, 10, 21, 12, 0); // a Saturday
export const HOUR = 3_600_000;
export const CLICK_ID = '0195d2a0-0000-7000-8000-000000000001';

export const link = (part: Partial<LinkRecord> = {}): LinkRecord => ({
  version: 1,
  workspaceId: 'ws_1',
  linkId: 'link_1',
  url: 'https://acme.example/home',
  revision: 1,
  ...part,
});

export type Known = Partial<Omit<Facts, 'client' | 'geo'>> & { client?: Partial<Client>; geo?: Partial<Facts['geo']> };

export const facts = ({ client, geo, ...part }: Known = {}): Facts => ({
  query: '',
  tail: undefined,
  signs: [],
  ip: '203.0.113.7',
  ua: 'Mozilla/5.0',
  language: 'en-US',
  unlocked: false,
  clickId: CLICK_ID,
  ...part,
  geo: { country: 'US', continent: 'NA', region: 'CA', city: 'San Francisco', asn: 7922, ...geo },
  client: () => ({ device: 'desktop', os: 'macos', browser: 'safari', ...client }),
});

/** A short text for a decision, so that a table of cases stays readable. */
export function say(decision: Decision): string {
  switch (decision.do) {
    case 'redirect':
      return `${decision.status} ${decision.to.location}`;
    case 'frame':
      return `frame ${decision.to.location}`;
    case 'social':
      return `social ${decision.to?.location ?? '-'}`;
    case 'refuse':
      return decision.fallback === undefined ? decision.reason : `${decision.reason} → ${decision.fallback}`;
    case 'ask-password':
    case 'withhold':
      return decision.do;
  }
}

export type Case = [name: string, record: Partial<LinkRecord>, facts: Known, answer: string];
export const HOME = '302 https://acme.example/home';

/** What a link answers to a request at NOW, in a few words. */
export function answerOf(record: Partial<LinkRecord>, known: Known): string {
  return say(decide(link(record), facts(known), NOW));
}

/** A link with one rule that leads to B. */
export const toB = (when: RuleCondition[], more: object = {}): Partial<LinkRecord> => ({
  rules: [{ id: 'r1', when, then: { url: 'https://b.example/' }, ...more }],
});
export const B = '302 https://b.example/';

/** A link with a split of these weights. */
export const split = (weights: number[], more: object = {}): Partial<LinkRecord> => ({
  split: { variants: weights.map((weight, i) => ({ id: `v${i}`, url: `https://v${i}.example/`, weight })), ...more },
});
