/** Rows of a report as bars of one metric. */
import type { Report } from '#core/stats/report/wire.ts';
import type { Bar } from './bars.tsx';
import { type Dimension, isNone, type RowKey, rowWords } from './dimension.ts';
import { formatMetric } from './metric.ts';
import type { RegionNames } from '../format/region-names.ts';
import type { Metric } from './search.ts';

type Rows = Pick<Report, 'rows' | 'links' | 'labels'> & { total: Pick<Report['total'], 'values'> };

interface Choosing {
  isChosen: (key: RowKey) => boolean;
  /** Undefined for a row that cannot be narrowed to. */
  choose: (key: RowKey) => (() => void) | undefined;
}

interface BarOptions {
  /** Absent where nothing can be narrowed. */
  choosing?: Choosing;
  regions?: RegionNames | undefined;
}

/** Largest first. */
export function toBars(report: Rows, of: Dimension, metric: Metric, { choosing, regions }: BarOptions = {}): Bar[] {
  const total = report.total.values[metric] ?? 0;
  // A rate has no share of another rate; visitors of two countries are two people's, at most.
  const isPart = metric !== 'saleRate';
  const bars = report.rows
    .filter(({ key }) => !isNone(of, key))
    .map(({ key, values }): Bar => {
      const { id, label, detail, country } = rowWords(of, key, { ...report, regions });
      const value = values[metric] ?? null;
      return {
        id,
        label,
        detail,
        code: country && /^[A-Z]{2}$/.test(country) ? country : country && '··',
        value,
        words: formatMetric(metric, value),
        share: isPart && value !== null && total > 0 ? Math.min(1, value / total) : undefined,
        chosen: choosing?.isChosen(key) ?? false,
        onChoose: choosing?.choose(key),
      };
    });
  return metric === 'saleRate' ? bars : bars.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}
