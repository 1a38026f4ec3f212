/** Reads targeting: rules as they stand in the record, and `geo`, the short form. Values are checked, destinations made safe. */
import { refusal } from '../../error/refuse.ts';
import type { RuleCondition, TargetingRule } from '../../route/record.ts';
import type { UpdateLinkInput } from '../input.ts';
import { toRule } from '../rule-schema.ts';
import { isWithin } from '../rules/address-range.ts';
import { parseDestination } from './destination.ts';

const CONTINENTS: ReadonlySet<string> = new Set(['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']);
const COUNTRY = /^[A-Z]{2}$/;

/** Country codes in upper case with safe destinations; null when empty. */
export function parseGeo(geo: Record<string, string> | null): Record<string, string> | null {
  const entries = Object.entries(geo ?? {}).map(([code, url]) => {
    const country = code.trim().toUpperCase();
    if (!COUNTRY.test(country)) throw refusal('geo', 'keys must be two-letter country codes', code);
    return [country, parseDestination(`geo.${country}`, url)] as const;
  });
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** Null when empty. Rule ids must differ: reports tell rules apart by them. */
export function parseRules(rules: UpdateLinkInput['rules']): TargetingRule[] | null {
  if (!rules || rules.length === 0) return null;
  const ids = new Set<string>();
  return rules.map(toRule).map((rule, index) => {
    const at = `rules.${index}`;
    if (ids.has(rule.id)) throw refusal(`${at}.id`, 'is used twice', rule.id);
    ids.add(rule.id);
    if (rule.from !== undefined && rule.until !== undefined && rule.from >= rule.until) {
      throw refusal(`${at}.until`, 'must be later than from', rule.until);
    }
    for (const [position, condition] of rule.when.entries()) checkCondition(`${at}.when.${position}`, condition);
    return { ...rule, then: parseTarget(`${at}.then`, rule.then) };
  });
}

function parseTarget(at: string, target: TargetingRule['then']): TargetingRule['then'] {
  if ('url' in target) return { url: parseDestination(`${at}.url`, target.url) };
  const ids = new Set(target.split.map((variant) => variant.id));
  if (ids.size < target.split.length) throw refusal(`${at}.split`, 'variant ids must differ');
  return {
    split: target.split.map((variant, index) => ({
      ...variant,
      url: parseDestination(`${at}.split.${index}.url`, variant.url),
    })),
  };
}

function checkCondition(at: string, condition: RuleCondition): void {
  if (condition.on === 'country')
    checkEach(
      `${at}.is`,
      condition.is,
      (value) => COUNTRY.test(value.toUpperCase()),
      'must be a two-letter country code',
    );
  if (condition.on === 'continent') {
    checkEach(
      `${at}.is`,
      condition.is,
      (value) => CONTINENTS.has(value.toUpperCase()),
      'must be one of AF AN AS EU NA OC SA',
    );
  }
  if (condition.on === 'ip')
    checkEach(`${at}.within`, condition.within, isIpOrBlock, 'must be an address or a block such as 10.0.0.0/8');
  if (condition.on === 'date' && condition.from === undefined && condition.until === undefined)
    throw refusal(at, 'needs from or until');
  if (condition.on === 'time') checkTimeZone(`${at}.timeZone`, condition.timeZone);
}

function checkEach(at: string, values: readonly string[], isRight: (value: string) => boolean, reason: string): void {
  const wrong = values.find((value) => !isRight(value));
  if (wrong !== undefined) throw refusal(at, reason, wrong);
}

/** The address in front of the slash lies in a well-formed block, and in no other. */
function isIpOrBlock(value: string): boolean {
  return isWithin(value.split('/', 1)[0] ?? '', value);
}

function checkTimeZone(at: string, timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw refusal(at, 'must be an IANA time zone such as Europe/Zurich', timeZone);
  }
}
