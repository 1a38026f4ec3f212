/** Exported reports and events. */
import { exportAnalytics } from '#core/stats/export/archive.ts';
import { type ExportedFile, exportEvents } from '#core/stats/export/events.ts';
import { exportReport } from '#core/stats/export/report.ts';
import { CONTENT_TYPES, type ExportFormat } from '#core/stats/export/wire.ts';
import { createRouter } from '../http/router.ts';
import { reportsOf, withSegment } from './context.ts';
import { exportAnalyticsRoute, exportEventsRoute, exportReportRoute } from './export-routes.ts';

export const analyticsExportApp = createRouter()
  .openapi(exportReportRoute, async (c) => {
    const query = await withSegment(c, c.req.valid('query'));
    return download(await exportReport(await reportsOf(c), query), 'report', query.format);
  })
  .openapi(exportEventsRoute, async (c) => {
    const query = await withSegment(c, c.req.valid('query'));
    return download(await exportEvents(await reportsOf(c), c.get('services').files, query), 'events', query.format);
  })
  .openapi(exportAnalyticsRoute, async (c) => {
    const archive = await exportAnalytics(await reportsOf(c), await withSegment(c, c.req.valid('query')));
    return new Response(archive as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="analytics.zip"' },
    });
  });

function download({ body, rows }: ExportedFile, name: string, format: ExportFormat): Response {
  return new Response(body, {
    headers: {
      'content-type': CONTENT_TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'x-export-rows': String(rows),
    },
  });
}
