/** What a report can measure: one table. A metric is counted, counted under a changed question, or worked out from others. */
import type { EventClass } from '../../event/row.ts';
import { EVENT_CLASSES } from '../../event/row.ts';
import type { GroupedQuery, StatsFilter } from '../stats-query.ts';
import type { Metrics } from '../wire.ts';

export type Values = Partial<Record<MetricName, number | null>>;

interface Counted {
  means: string;
  counts: keyof Metrics;
  /** The question that gives the number, when it is another than the report's. */
  asks?: (query: GroupedQuery) => GroupedQuery;
  /** Visitors who came back within their row, which only raw events know. */
  returning?: true;
}

interface WorkedOut {
  means: string;
  from: readonly CountedName[];
  /** Null where there is nothing to divide by. */
  workOut: (...parts: number[]) => number | null;
}

const NOT_HUMAN: EventClass[] = EVENT_CLASSES.filter((each) => each !== 'human');

const also =
  (filter: StatsFilter) =>
  (query: GroupedQuery): GroupedQuery => ({ ...query, types: ['click'], filters: [...query.filters, filter] });
const ofClasses =
  (classes: EventClass[]) =>
  (query: GroupedQuery): GroupedQuery => ({ ...query, types: ['click'], classes });
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const COUNTED = {
  clicks: { means: 'Clicks of the asked classes.', counts: 'clicks' },
  leads: { means: 'Leads.', counts: 'leads' },
  sales: { means: 'Sales.', counts: 'sales' },
  saleAmount: { means: 'Cents of USD.', counts: 'saleAmount' },
  uniqueVisitors: { means: 'Different visitors; see `visitors`.', counts: 'uniqueVisitors' },
  humanClicks: {
    means: 'Clicks of people, whatever classes are asked for.',
    counts: 'clicks',
    asks: ofClasses(['human']),
  },
  botHits: { means: 'Hits of every class but human.', counts: 'clicks', asks: ofClasses(NOT_HUMAN) },
  qrScans: {
    means: 'Clicks that came from a QR code.',
    counts: 'clicks',
    asks: also({ name: 'trigger', values: ['qr'], not: false }),
  },
  repeatClicks: {
    means: 'Clicks within 30 minutes of the same visitor’s last one on the link.',
    counts: 'clicks',
    asks: also({ name: 'reason', values: ['repeat'], not: false }),
  },
  returningVisitors: {
    means: 'Visitors who clicked more than once within the row. The visitor id lives for one UTC day.',
    counts: 'uniqueVisitors',
    returning: true,
  },
} as const satisfies Record<string, Counted>;

export type CountedName = keyof typeof COUNTED;

const WORKED_OUT = {
  newVisitors: {
    means: 'Visitors who clicked once within the row.',
    from: ['uniqueVisitors', 'returningVisitors'],
    workOut: (all, returning) => Math.max(0, all - returning),
  },
  leadRate: { means: 'Leads per click.', from: ['leads', 'clicks'], workOut: ratio },
  saleRate: { means: 'Sales per click.', from: ['sales', 'clicks'], workOut: ratio },
  closeRate: { means: 'Sales per lead.', from: ['sales', 'leads'], workOut: ratio },
  averageSale: { means: 'Cents of USD per sale.', from: ['saleAmount', 'sales'], workOut: ratio },
  amountPerClick: { means: 'Cents of USD per click.', from: ['saleAmount', 'clicks'], workOut: ratio },
} as const satisfies Record<string, WorkedOut>;

export type MetricName = CountedName | keyof typeof WORKED_OUT;

export const METRIC_NAMES = [...Object.keys(COUNTED), ...Object.keys(WORKED_OUT)] as MetricName[];
export const DEFAULT_METRICS: MetricName[] = ['clicks', 'leads', 'sales', 'saleAmount', 'uniqueVisitors'];

/** One line for each metric, for the document. */
export const METRIC_MEANINGS = Object.entries({ ...COUNTED, ...WORKED_OUT })
  .map(([name, { means }]) => `\`${name}\`: ${means}`)
  .join(' ');

export function countedMetric(name: CountedName): Counted {
  return COUNTED[name];
}

/** What must be counted, for these metrics to be known. */
export function countedFor(names: readonly MetricName[]): CountedName[] {
  return [...new Set(names.flatMap((name) => (isWorkedOut(name) ? WORKED_OUT[name].from : [name])))];
}

/** Exactly the asked metrics, from what was counted. */
export function workOut(names: readonly MetricName[], counted: Partial<Record<CountedName, number>>): Values {
  return Object.fromEntries(
    names.map((name) => {
      if (!isWorkedOut(name)) return [name, counted[name] ?? 0];
      const metric: WorkedOut = WORKED_OUT[name];
      return [name, metric.workOut(...metric.from.map((part) => counted[part] ?? 0))];
    }),
  );
}

function isWorkedOut(name: MetricName): name is keyof typeof WORKED_OUT {
  return name in WORKED_OUT;
}
