import { describe, expect, it } from 'vitest';
import { PlanEntitlements } from './entitlements.ts';
import { planOf, PLANS } from './plan.ts';
import { areReportsWithheld, standingOf } from './standing.ts';
import { type Counted, monthOf } from './usage.ts';

const using = (used: Partial<Record<Counted, number>>, plan = 'free') =>
  new PlanEntitlements(plan, { count: (thing) => Promise.resolve(used[thing] ?? 0) });

describe('what a plan allows', () => {
  it('is never less in a larger plan', () => {
    const rows = PLANS.map((name) => Object.values(planOf(name)).map((limit) => limit ?? Infinity));
    for (const [index, row] of rows.entries())
      for (const [column, limit] of row.entries()) expect(limit).toBeGreaterThanOrEqual(rows[index - 1]?.[column] ?? 0);
  });

  it('ends exactly at the limit, also within one request', async () => {
    const limit = planOf('free').linksPerMonth!;
    const entitlements = using({ links: limit - 2 });
    await Promise.all([entitlements.require('links'), entitlements.require('links')]);
    await expect(entitlements.require('links')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(`includes ${limit} links per month`),
    });
    await expect(using({ domains: 2 }).require('domains', 2)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(using({ domains: 2 }).require('domains')).resolves.toBeUndefined();
  });

  it('asks nothing of a plan without limits', async () => {
    const never = new PlanEntitlements('enterprise', { count: () => Promise.reject(new Error('asked')) });
    await never.require('links', 1_000_000);
    await never.requireReports();
  });

  it('withholds reports only well above the events, and says that clicks go on', async () => {
    const limit = planOf('free').eventsPerMonth!;
    await using({ events: limit }).requireReports();
    await using({ events: limit * 1.2 - 1 }).requireReports();
    await expect(using({ events: limit * 1.2 }).requireReports()).rejects.toThrow(/Clicks go on being counted/);
  });
});

describe('standing', () => {
  it('warns from 80 % on, and knows full from over', () => {
    expect([79, 80, 99, 100, 101].map((used) => standingOf(used, 100))).toEqual([
      'within',
      'near',
      'near',
      'at',
      'over',
    ]);
    expect(standingOf(1e9, null)).toBe('within');
    expect(areReportsWithheld(1e9, null)).toBe(false);
  });
});

describe('a month', () => {
  it('is the calendar month in UTC', () => {
    const december = monthOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999));
    expect(december).toEqual({ name: '2026-12', start: Date.UTC(2026, 11, 1), end: Date.UTC(2027, 0, 1) });
    expect(monthOf(december.end).name).toBe('2027-01');
  });
});
