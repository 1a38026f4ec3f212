/** Parameters of `GET /analytics/report`. */
import { z } from 'zod';
import { booleanParam, integerParam, listParam } from '../../schema/params.ts';
import { BREAKDOWN_NAMES } from '../dimension.ts';
import { filterParams, MAX_BREAKDOWN_ROWS, rangeParams } from '../query.ts';
import { BUCKET_UNITS } from '../time/buckets.ts';
import { METRIC_MEANINGS, METRIC_NAMES } from './metric.ts';

/** Each metric beyond the plain ones is a statement of its own. */
const MAX_METRICS = 12;
export const DEFAULT_ROWS = '100';

export const reportQuerySchema = z.object({
  event: z.enum(['clicks', 'leads', 'sales', 'composite']).prefault('composite'),
  groupBy: listParam(
    2,
    `One or two of count, timeseries, heatmap (hours of the week), ${BREAKDOWN_NAMES.join(', ')}; \`timeseries,countries\` is a series for each country.`,
  ).prefault('count'),
  metrics: listParam(MAX_METRICS, METRIC_MEANINGS)
    .pipe(z.array(z.enum(METRIC_NAMES)))
    .optional(),
  granularity: z
    .enum(BUCKET_UNITS)
    .optional()
    .meta({ description: 'Length of the series’ buckets; suits the range when absent.', examples: ['day'] }),
  limit: integerParam(1, MAX_BREAKDOWN_ROWS, 'Values of the first dimension, largest first.').prefault(DEFAULT_ROWS),
  other: booleanParam('true: what the limit leaves out, as one more row.').optional(),
  compare: z.enum(['previous']).optional().meta({ description: 'The same for the period of equal length before.' }),
  explain: booleanParam('true: how each number was found. Scope: `audit.read`.').optional(),
  ...rangeParams,
  ...filterParams,
});

export type ReportQuery = z.output<typeof reportQuerySchema>;
