/** Parameters of exports. */
import { z } from 'zod';
import { listParam } from '../../schema/params.ts';
import { analyticsQuerySchema, eventsQuerySchema } from '../query.ts';
import { reportQuerySchema } from '../report/query.ts';
import { EVENT_COLUMN_NAMES } from './event-columns.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const format = z.enum(EXPORT_FORMATS).prefault('csv').meta({
  description: '`csv` for spreadsheets; `json`: one list; `ndjson`: one row a line; `parquet` for warehouses.',
});

export const exportReportSchema = reportQuerySchema.omit({ explain: true }).extend({ format });
export type ExportReportQuery = z.output<typeof exportReportSchema>;

export const exportEventsSchema = eventsQuerySchema
  .omit({ page: true, limit: true, cursor: true, sortBy: true })
  .extend({
    format,
    columns: listParam(
      EVENT_COLUMN_NAMES.length,
      `Columns in this order, of ${EVENT_COLUMN_NAMES.join(', ')}; all when absent.`,
    )
      .pipe(z.array(z.enum(EVENT_COLUMN_NAMES)))
      .optional(),
  });
export type ExportEventsQuery = z.output<typeof exportEventsSchema>;

export const exportAnalyticsSchema = analyticsQuerySchema.omit({ groupBy: true, explain: true });
export type ExportAnalyticsQuery = z.output<typeof exportAnalyticsSchema>;

export const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};
