/** What an analytics page measures: names, how their numbers are written, and how they compare. */
import type { ValueAxis } from '../chart/options.ts';
import { formatCount, formatShort } from '../format/number.ts';
import type { Metric } from './search.ts';

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeMoney = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const shortMoney = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });
const change = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

interface MetricWords {
  label: string;
  /** A sentence for who wonders. */
  means: string;
  /** In full. */
  format: (value: number) => string;
  /** For axes. */
  short: (value: number) => string;
  /** Which events rank a breakdown by it. */
  event: 'composite' | 'leads' | 'sales';
}

const CENTS = 100;
/** Cents from here on are noise. */
const WHOLE_FROM = 10_000 * CENTS;

const amount = (cents: number) => (Math.abs(cents) >= WHOLE_FROM ? wholeMoney : money).format(cents / CENTS);

const WORDS: Record<Metric, MetricWords> = {
  clicks: {
    label: 'Clicks',
    means: 'Every click of a person, once.',
    format: formatCount,
    short: formatShort,
    event: 'composite',
  },
  uniqueVisitors: {
    label: 'Visitors',
    means: 'Different people; each counts once per day.',
    format: formatCount,
    short: formatShort,
    event: 'composite',
  },
  leads: {
    label: 'Leads',
    means: 'People who signed up after a click.',
    format: formatCount,
    short: formatShort,
    event: 'leads',
  },
  sales: { label: 'Sales', means: 'Sales after a click.', format: formatCount, short: formatShort, event: 'sales' },
  saleAmount: {
    label: 'Revenue',
    means: 'What was sold, in US dollars.',
    format: amount,
    short: (cents) => shortMoney.format(cents / CENTS),
    event: 'sales',
  },
  saleRate: {
    label: 'Conversion',
    means: 'Sales per click.',
    format: (rate) => percent.format(rate),
    short: (rate) => percent.format(rate),
    event: 'composite',
  },
};

export function metricWords(metric: Metric): MetricWords {
  return WORDS[metric];
}

/** A rate of nothing is no number. */
export function formatMetric(metric: Metric, value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : WORDS[metric].format(value);
}

export interface Change {
  direction: 'up' | 'down' | 'same';
  /** `+12.5%`; `new` where there was nothing before. */
  words: string;
}

/** From the period before to now; undefined where there is nothing to say. */
export function changeOf(value: number | null | undefined, previous: number | null | undefined): Change | undefined {
  if (typeof value !== 'number' || typeof previous !== 'number') return undefined;
  // Nothing now and nothing before is no change worth a word.
  if (value === previous) return value === 0 ? undefined : { direction: 'same', words: '0%' };
  if (previous === 0) return { direction: 'up', words: 'new' };
  return { direction: value > previous ? 'up' : 'down', words: change.format((value - previous) / previous) };
}

const POWERS = Array.from({ length: 10 }, (_, power) => 10 ** power);
const steps = (unit: number) => POWERS.flatMap((power) => [1, 2, 5].map((step) => step * power * unit));

const counts: ValueAxis = { format: formatShort, leastTop: 4, steps: steps(1) };
const AXES: Partial<Record<Metric, ValueAxis>> = {
  saleAmount: { format: WORDS.saleAmount.short, leastTop: 4 * CENTS, steps: steps(CENTS) },
  saleRate: { format: WORDS.saleRate.short, leastTop: 0.01, steps: steps(0.0001) },
};

/** How the value axis of its chart is drawn; the same object each time. */
export function axisOf(metric: Metric): ValueAxis {
  return AXES[metric] ?? counts;
}
