import { expect, it } from 'vitest';
import { countedFor, METRIC_NAMES, workOut } from './metric.ts';

it('works rates out, and says null where there is nothing to divide by', () => {
  expect(workOut(['leadRate', 'averageSale', 'closeRate', 'clicks'], { clicks: 8, leads: 2 })).toEqual({
    leadRate: 0.25,
    averageSale: null,
    closeRate: 0,
    clicks: 8,
  });
});

it('counts what the asked metrics are worked out from, once each', () => {
  expect(countedFor(['clicks', 'leadRate', 'newVisitors']).toSorted()).toEqual([
    'clicks',
    'leads',
    'returningVisitors',
    'uniqueVisitors',
  ]);
  expect(Object.keys(workOut(METRIC_NAMES, {}))).toEqual(METRIC_NAMES);
});
