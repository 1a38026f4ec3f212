/** The rule engine: the first rule whose conditions all hold decides. A condition that cannot be understood matches nothing. */
import type { RuleCondition, TargetingRule } from '../../route/record.ts';
import { canonical } from '../../visitor/client.ts';
import type { Facts } from '../decision.ts';
import { paramValues } from '../destination.ts';
import { isWithin } from './address-range.ts';
import { inWindow } from './time-window.ts';

type NamedCondition = Extract<RuleCondition, { is: string[] }>;

const fold = (value: string): string => value.trim().toLowerCase();

/** `de` covers `de-CH`; `de-CH` covers only itself. */
function languageCovers(wanted: string, language: string): boolean {
  return language === wanted || language.startsWith(`${wanted}-`);
}

function namedHolds(condition: NamedCondition, facts: Facts): boolean {
  const { on, is } = condition;
  const { geo } = facts;
  switch (on) {
    case 'country':
    case 'continent':
    case 'city':
      return is.some((wanted) => fold(wanted) === fold(geo[on]) && wanted !== '');
    case 'region':
      return is.some(
        (wanted) => wanted !== '' && [fold(geo.region), fold(`${geo.country}-${geo.region}`)].includes(fold(wanted)),
      );
    case 'language':
      return facts.language !== '' && is.some((wanted) => languageCovers(fold(wanted), fold(facts.language)));
    case 'device':
    case 'os':
    case 'browser':
      return is.some((wanted) => wanted !== '' && canonical(wanted) === facts.client()[on]);
  }
}

/** Undefined when the condition itself is broken: then its rule never fires, negated or not. */
function holds(condition: RuleCondition, facts: Facts, now: number): boolean | undefined {
  switch (condition.on) {
    case 'query': {
      const given = paramValues(facts.query, condition.name);
      if (condition.values.length === 0) return given.length > 0;
      return given.some((value) => condition.values.some((wanted) => fold(wanted) === fold(value)));
    }
    case 'ip':
      return condition.within.some((block) => isWithin(facts.ip, block));
    case 'date':
      return now >= (condition.from ?? -Infinity) && now < (condition.until ?? Infinity);
    case 'time':
      return inWindow(now, condition);
    case 'country':
    case 'region':
    case 'city':
    case 'continent':
    case 'device':
    case 'os':
    case 'browser':
    case 'language':
      return namedHolds(condition, facts);
    default:
      return undefined;
  }
}

/** True while a rule or a split may be used: `from` inclusive, `until` exclusive, Unix milliseconds. */
export function isLive(span: { from?: number; until?: number }, now: number): boolean {
  return now >= (span.from ?? -Infinity) && now < (span.until ?? Infinity);
}

/** The first live rule whose conditions all hold, or nothing. */
export function matchRule(rules: readonly TargetingRule[], facts: Facts, now: number): TargetingRule | undefined {
  return rules.find(
    (rule) =>
      isLive(rule, now) &&
      rule.when.every((condition) => {
        const held = holds(condition, facts, now);
        return held !== undefined && held !== (condition.not === true);
      }),
  );
}
