/** The routes of exports of everything, each translating one request into one verb. */
import type { Context } from 'hono';
import type { ExportFile, ExportJob } from '#core/export/bundle/job.ts';
import type { ExportsContext } from '#core/export/bundle/ports.ts';
import {
  cancelExport,
  downloadEntry,
  filesToSend,
  getExport,
  listExports,
  startExport,
} from '#core/export/bundle/steer.ts';
import { toWireExport } from '#core/export/bundle/wire.ts';
import { jobName } from '#core/job/contract.ts';
import { recordEntry } from '#platform/d1/control/audit-log.ts';
import { WorkspaceExports } from '#platform/d1/control/workspace-exports.ts';
import { R2BundleFiles } from '#platform/export/bundle-files.ts';
import { bundleStream, fileStream } from '#platform/export/download.ts';
import { describeError } from '#platform/log/log.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './bundle-routes.ts';

export const bundleApp = createRouter()
  .openapi(routes.startExportRoute, async (c) =>
    c.json(toWireExport(await startExport(contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.listExportsRoute, async (c) => c.json((await listExports(contextOf(c))).map(toWireExport), 200))
  .openapi(routes.getExportRoute, async (c) =>
    c.json(toWireExport(await getExport(contextOf(c), c.req.valid('param').exportId)), 200),
  )
  .openapi(routes.cancelExportRoute, async (c) =>
    c.json(toWireExport(await cancelExport(contextOf(c), c.req.valid('param').exportId)), 200),
  )
  .openapi(routes.downloadExportRoute, async (c) => {
    const { name } = c.req.valid('query');
    const context = contextOf(c);
    const { job, files } = await filesToSend(context, c.req.valid('param').exportId, name);
    await recordEntry(c.get('services').config.control, downloadEntry(context.actor, job, name, Date.now()));
    return send(c, job, files, name);
  });

/** The length is known before a byte is read: a download that breaks off shows as one. */
function send(c: Context<ApiContext>, job: ExportJob, files: ExportFile[], name: string | undefined): Response {
  const { vault } = c.get('services').config;
  const [first] = files;
  const { stream, bytes } =
    name !== undefined && first ? fileStream(vault, job, first) : bundleStream(vault, job, files);
  return c.body(stream, 200, {
    'content-type': name === undefined ? 'application/zip' : typeOf(name),
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${name ?? `hopline-${job.id}.zip`}"`,
  });
}

function typeOf(name: string): string {
  if (name.endsWith('.csv')) return 'text/csv; charset=utf-8';
  if (name.endsWith('.ndjson')) return 'application/x-ndjson';
  return name.endsWith('.json') ? 'application/json' : 'application/gzip';
}

function contextOf(c: Context<ApiContext>): ExportsContext {
  const { config, log } = c.get('services');
  const actor = actorOf(c);
  const workspaceId = actor.workspace.id;
  return {
    actor,
    exports: new WorkspaceExports(config.control, workspaceId),
    files: new R2BundleFiles(config.vault),
    async wake(jobId) {
      const task = { kind: 'export', workspaceId, jobId } as const;
      try {
        await config.jobRunnerOf(jobName(task)).wake(task);
      } catch (error) {
        log.warn('export.wake_failed', { export: jobId, error: describeError(error) });
      }
    },
    now: Date.now,
  };
}
