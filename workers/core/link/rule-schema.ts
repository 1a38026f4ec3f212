/** Targeting rules as clients write them; the shapes of core/route/record.ts with every bound spelled out. */
import { z } from 'zod';
import type { TargetingRule } from '../route/record.ts';

/** More rules than this are a data set, not a link; the record has to stay small enough for every edge read. */
export const MAX_RULES = 50;
export const MAX_CONDITIONS = 10;
export const MAX_CONDITION_VALUES = 100;
export const MAX_VARIANTS = 10;
const MAX_VALUE_CHARS = 255;

const value = z.string().min(1).max(MAX_VALUE_CHARS);
const values = z.array(value).min(1).max(MAX_CONDITION_VALUES);
const not = z.boolean().optional().meta({ description: 'Turns the condition round.' });
const unixMs = z.number().int().min(0).max(8.64e15);
const minute = z.number().int().min(0).max(1440);
const url = z.string().max(32_000).meta({ description: 'Destination.' });

export const RULE_FACTS = ['country', 'region', 'city', 'continent', 'device', 'os', 'browser', 'language'] as const;

const conditionSchema = z
  .discriminatedUnion('on', [
    z.object({ on: z.enum(RULE_FACTS), is: values, not }),
    z.object({
      on: z.literal('query'),
      name: value,
      values: z.array(z.string().max(MAX_VALUE_CHARS)).max(MAX_CONDITION_VALUES),
      not,
    }),
    z.object({ on: z.literal('ip'), within: values, not }),
    z.object({ on: z.literal('date'), from: unixMs.optional(), until: unixMs.optional(), not }),
    z.object({
      on: z.literal('time'),
      fromMinute: minute,
      untilMinute: minute,
      days: z.array(z.number().int().min(0).max(6)).max(7),
      timeZone: value,
      not,
    }),
  ])
  .meta({ id: 'RuleCondition', description: 'One condition; all conditions of a rule must hold.' });

const variantSchema = z.object({ id: value, url, weight: z.number().positive().max(1_000_000) });

export const targetingRuleSchema = z
  .object({
    id: value.meta({ description: 'Your name for this rule; reports show it.' }),
    when: z.array(conditionSchema).min(1).max(MAX_CONDITIONS),
    then: z.union([z.object({ url }), z.object({ split: z.array(variantSchema).min(2).max(MAX_VARIANTS) })]),
    from: unixMs.optional(),
    until: unixMs.optional(),
  })
  .meta({
    id: 'TargetingRule',
    description: 'When all conditions hold, visitors go where `then` says. Times are Unix milliseconds.',
  });

/** Optional keys that zod leaves as `undefined` are dropped, so that stored rules stay short. */
export function toRule(rule: z.infer<typeof targetingRuleSchema>): TargetingRule {
  return JSON.parse(JSON.stringify(rule)) as TargetingRule;
}
