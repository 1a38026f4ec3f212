import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeaseBook } from './lease-book.ts';
import { rulesOf } from './rules.ts';
import { type RateRule, takeLease, type Used } from './window.ts';

const MINUTE: RateRule = { name: 'requests', limit: 60, windowMs: 60_000 };

/** Servers that share one counter, as isolates share the object. */
function servers(count: number, rule: RateRule) {
  const books = Array.from({ length: count }, () => new LeaseBook());
  let used: Used | undefined;
  let asked = 0;
  const request = (server: number, nowMs: number) => {
    const book = books[server]!;
    const spent = book.spend('caller', rule, nowMs);
    if (spent) return spent;
    asked += 1;
    const taken = takeLease(rule, used, nowMs);
    used = taken.used;
    return book.receive('caller', rule, taken.lease);
  };
  return { request, asked: () => asked };
}

describe('a rate limit', () => {
  it('lets exactly the limit through one server in every window', () => {
    const { request } = servers(1, MINUTE);
    for (const start of [120_000, 180_000, 600_000]) {
      const allowed = Array.from({ length: 100 }, (_, n) => request(0, start + n * 500).allowed);
      expect(allowed.filter(Boolean)).toHaveLength(60);
      expect(allowed.indexOf(false)).toBe(60);
    }
  });

  it('never lets more than the limit through, however many servers share it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4_000 }),
        (limit, order) => {
          const { request } = servers(8, { ...MINUTE, limit });
          const allowed = order.filter((server) => request(server, 60_000).allowed).length;
          expect(allowed).toBeLessThanOrEqual(limit);
          // What is lost is what the other servers still hold: at most a lease each.
          expect(allowed).toBeGreaterThanOrEqual(Math.min(order.length, limit - 7 * Math.ceil(limit / 32)));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('asks the counter rarely, and not at all once it has refused', () => {
    const { request, asked } = servers(1, { ...MINUTE, limit: 3_000 });
    for (let n = 0; n < 3_000; n++) request(0, 60_000);
    const whileAllowed = asked();
    expect(whileAllowed).toBeLessThan(200);
    for (let n = 0; n < 1_000; n++) expect(request(0, 60_001).allowed).toBe(false);
    expect(asked()).toBeLessThanOrEqual(whileAllowed + 1);
  });

  it('counts short windows one by one', () => {
    const rule = { name: 'reports', limit: 2, windowMs: 1_000 };
    const { request } = servers(2, rule);
    expect([request(0, 5_000), request(1, 5_100), request(0, 5_200)].map(({ allowed }) => allowed)).toEqual([
      true,
      true,
      false,
    ]);
    expect(request(0, 6_000).allowed).toBe(true);
  });

  it('says what is left and when it starts anew', () => {
    const { request } = servers(1, MINUTE);
    expect(request(0, 60_500)).toMatchObject({ remaining: 59, resetAt: 120_000 });
    expect(request(0, 60_600)).toMatchObject({ remaining: 58, resetAt: 120_000 });
  });

  it('follows a larger plan at once', () => {
    const book = new LeaseBook();
    const empty = { granted: 0, remaining: 0, resetAt: 120_000 };
    expect(book.receive('c', MINUTE, empty).allowed).toBe(false);
    expect(book.spend('c', MINUTE, 60_001)?.allowed).toBe(false);
    expect(book.spend('c', { ...MINUTE, limit: 600 }, 60_001)).toBeUndefined();
  });
});

describe('rules', () => {
  it('are the table of the plans', () => {
    const limits = (plan: string) => rulesOf('secret', plan, true).map(({ limit }) => limit);
    expect(['free', 'pro', 'business', 'enterprise'].map(limits)).toEqual([
      [60, 1],
      [600, 2],
      [1_200, 4],
      [3_000, 100],
    ]);
    expect(limits('a plan of the past')).toEqual(limits('free'));
    expect(rulesOf('publishable', 'free', false)).toMatchObject([{ limit: 600, windowMs: 60_000 }]);
    expect(rulesOf('session', 'free', true)).toMatchObject([{ limit: 600 }, { limit: 30, windowMs: 1_000 }]);
  });
});
