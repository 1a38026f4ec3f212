import { expect, it } from 'vitest';
import { EVENT_CLASSES } from '../event/row.ts';
import { parseStats } from './parse.ts';
import type { StatsFilters } from './query.ts';

const classesOf = (more: Partial<StatsFilters>): string[] | undefined =>
  parseStats('ws', 'clicks', { timezone: 'UTC', interval: '7d', ...more }, undefined, Date.UTC(2026, 10, 21)).classes;

it('counts people unless asked, and each class can be added, or shown alone, by one parameter', () => {
  expect(classesOf({})).toEqual(['human']);
  for (const each of EVENT_CLASSES) {
    expect(classesOf({ include: each })).toEqual([...new Set(['human', each])]);
    expect(classesOf({ classes: each })).toEqual([each]);
  }
  expect(classesOf({ include: 'all' })).toBeUndefined();
  expect(classesOf({ classes: 'all' })).toBeUndefined();
});
