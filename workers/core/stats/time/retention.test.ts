import { describe, expect, it } from 'vitest';
import { parseRange } from './range.ts';
import { withinRetention } from './retention.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 30);
const OLD = { plan: 'free', createdAt: Date.UTC(2025, 0, 1) };
const timezone = 'UTC';
const kept = (query: { interval?: 'all' | '1y' | '30d'; start?: string }, workspace = OLD) =>
  withinRetention(parseRange({ ...query, timezone }, NOW), query, workspace, NOW).from;

describe('how far back a report reaches', () => {
  it('is the plan’s days, from the beginning of the first', () => {
    expect(kept({ interval: 'all' })).toBe(Date.UTC(2026, 9, 22));
    expect(kept({ interval: '1y' })).toBe(Date.UTC(2026, 9, 22));
    expect(kept({ interval: '30d' })).toBe(Date.UTC(2026, 9, 22));
    expect(kept({ start: '2026-11-01' })).toBe(Date.UTC(2026, 10, 1));
  });

  it('is refused rather than cut when it was asked for', () => {
    expect(() => kept({ start: '2026-10-01' })).toThrow(
      /the free plan shows 30 days. Ask for 2026-10-22T00:00:00.000Z/,
    );
    expect(kept({ start: '2026-10-01' }, { ...OLD, plan: 'pro' })).toBe(Date.UTC(2026, 9, 1));
  });

  it('does not matter to a workspace younger than that', () => {
    const young = { plan: 'free', createdAt: NOW - 5 * 86_400_000 };
    expect(kept({ interval: 'all' }, young)).toBe(0);
    expect(kept({ start: '2020-01-01' }, young)).toBe(Date.UTC(2020, 0, 1));
  });
});
