/** What a link answers, decided purely: a record, the facts of a request and a moment in; a Decision out. */
import type { LinkRecord } from '../route/record.ts';
import { chooseVariant } from './choose-variant.ts';
import type { Decision, Destination, Facts, Refusal } from './decision.ts';
import { expandPattern, mergeQuery, withClickId } from './destination.ts';
import { isLive, matchRule } from './rules/match.ts';
import { safeDestination, schemeOf } from './scheme.ts';

interface Choice {
  url: string;
  rule: string;
  variant: string;
}

function refuse(reason: Refusal, fallback?: string, retryAt?: number): Decision {
  return { do: 'refuse', reason, fallback: fallback === undefined ? undefined : safeDestination(fallback), retryAt };
}

/** The answer for a link of a workspace in quarantine; which those are stands in no record. */
export const QUARANTINED: Decision = refuse('blocked');

/** The answer when the gate says that all counted clicks are used up. */
export function exhausted(record: LinkRecord): Decision {
  return refuse('exhausted', record.expiredUrl);
}

/** Native app destinations first, then rules in order, then the split, then the link's own url. */
function choose(record: LinkRecord, facts: Facts, now: number): Choice {
  if (record.ios !== undefined && facts.client().os === 'ios') return { url: record.ios, rule: 'ios', variant: '' };
  if (record.android !== undefined && facts.client().os === 'android')
    return { url: record.android, rule: 'android', variant: '' };
  const rule = record.rules && matchRule(record.rules, facts, now);
  if (rule && 'url' in rule.then) return { url: rule.then.url, rule: rule.id, variant: '' };
  if (rule && 'split' in rule.then) {
    const variant = chooseVariant(rule.then.split, `${record.linkId}/${rule.id}`, facts.ip, facts.ua);
    if (variant) return { url: variant.url, rule: rule.id, variant: variant.id };
  }
  if (record.split && isLive(record.split, now)) {
    const variant = chooseVariant(record.split.variants, record.linkId, facts.ip, facts.ua);
    if (variant) return { url: variant.url, rule: '', variant: variant.id };
  }
  return { url: record.url, rule: '', variant: '' };
}

/** Undefined when the destination may not be sent to anybody. */
function destinationOf(record: LinkRecord, facts: Facts, now: number): Destination | undefined {
  const choice = choose(record, facts, now);
  const expanded = facts.tail === undefined ? choice.url : expandPattern(choice.url, facts.tail);
  const base = expanded === undefined ? undefined : safeDestination(expanded);
  if (base === undefined) return undefined;
  const url = record.dropQuery ? base : mergeQuery(base, facts.query);
  const location = record.trackConversion ? withClickId(url, facts.clickId) : url;
  const scheme = schemeOf(base);
  return {
    location,
    url,
    rule: choice.rule,
    variant: choice.variant,
    deepLink: scheme !== 'https' && scheme !== 'http',
  };
}

/** Refusals that need nothing but the clock. */
function closed(record: LinkRecord, now: number): Decision | undefined {
  if (record.blocked) return refuse('blocked');
  if (record.disabled) return refuse('disabled');
  if (record.startsAt !== undefined && now < record.startsAt) return refuse('not-started', undefined, record.startsAt);
  if (record.expiresAt !== undefined && now >= record.expiresAt) return refuse('expired', record.expiredUrl);
  if (record.maxClicks !== undefined && record.maxClicks <= 0) return exhausted(record);
  return undefined;
}

/** The crawler's preview; a destination that needs a password or uses up a click is not in it. */
function socialOf(record: LinkRecord, facts: Facts, now: number): Decision | undefined {
  if (!record.social || !facts.signs.includes('preview')) return undefined;
  const open = record.passwordHash === undefined && record.maxClicks === undefined;
  return {
    do: 'social',
    social: record.social,
    to: open ? destinationOf(record, facts, now) : undefined,
    index: record.index === true,
  };
}

/**
 * Decides. Order: blocked, disabled, not started, expired, crawler preview, password, click limit, then the destination.
 * `maxClicks` above 0 in the answer means: ask the link's gate before acting on it.
 */
export function decide(record: LinkRecord, facts: Facts, now: number): Decision {
  const early = closed(record, now) ?? socialOf(record, facts, now);
  if (early) return early;
  if (record.passwordHash !== undefined && !facts.unlocked) return { do: 'ask-password' };
  // Whoever is told the destination of a limited link is counted; fetchers and prefetchers are told nothing.
  if (record.maxClicks !== undefined && facts.signs.length > 0) return { do: 'withhold' };
  const to = destinationOf(record, facts, now);
  if (!to) return refuse(record.url === '' ? 'unknown-link' : 'bad-destination');
  const index = record.index === true;
  const maxClicks = record.maxClicks ?? 0;
  // A page of https may not frame one of http, and an app is no page: those are redirects.
  if (record.cloak && to.location.startsWith('https://'))
    return { do: 'frame', to, index, maxClicks, title: record.social?.title ?? '' };
  return { do: 'redirect', to, status: record.status ?? 302, cacheSeconds: record.cacheSeconds ?? 0, index, maxClicks };
}
