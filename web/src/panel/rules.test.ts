import fc from 'fast-check';
import { describe as group, expect, it } from 'vitest';
import { targetingRuleSchema } from '#core/link/rule-schema.ts';
import { clockOf, describe, emptyCondition, KINDS, listOf, minuteOf, moved, newRule } from './rules.ts';
import { evenShares } from './shares.ts';

group('rules', () => {
  it('have ids that were never another rule’s at the same time', () => {
    const first = newRule([]);
    const second = newRule([first]);
    expect([first.id, second.id, newRule([second]).id]).toEqual(['rule-1', 'rule-2', 'rule-3']);
  });

  it('can ask everything that the API knows', () => {
    const known = KINDS.map(({ on }) => on).toSorted();
    const facts = ['country', 'region', 'city', 'continent', 'device', 'os', 'browser', 'language'];
    expect(known).toEqual([...facts, 'query', 'ip', 'date', 'time'].toSorted());
    const rule = { ...newRule([]), when: [emptyCondition('time')], then: { url: 'https://acme.com' } };
    expect(targetingRuleSchema.safeParse(rule).success).toBe(true);
  });

  it('read as sentences', () => {
    expect(describe({ on: 'country', is: ['de', 'AT'], not: true })).toBe('country is not Germany or Austria');
    expect(describe({ on: 'query', name: 'vip', values: [] })).toBe('vip is there');
    expect(describe({ on: 'ip', within: ['10.0.0.0/8'] })).toBe('address is in 10.0.0.0/8');
    expect(describe(emptyCondition('time'))).toBe('it is 09:00–17:00 on Mon, Tue, Wed, Thu, Fri');
    expect(describe(emptyCondition('os'))).toBe('system is …');
  });

  it('move without one being lost', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a'], 0, -1)).toEqual(['a']);
  });
});

it('a time of day is read back as it was written', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => minuteOf(clockOf(minute)) === minute));
  expect(minuteOf('')).toBe(0);
});

it('lists are read as people type them', () => {
  expect(listOf(' DE,, AT ,')).toEqual(['DE', 'AT']);
});

it('even shares make 100, and none is more than one above another', () => {
  for (const count of [2, 3, 4]) {
    const shares = evenShares(Array.from({ length: count }, () => ({ url: '', percentage: 0 }))).map(
      ({ percentage }) => percentage,
    );
    expect(shares.reduce((sum, share) => sum + share)).toBe(100);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  }
});
