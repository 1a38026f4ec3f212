/** The routes of imports, each translating one request into one verb. */
import type { Context } from 'hono';
import { importerName } from '#core/import/contract.ts';
import { createImport, type ImportsContext } from '#core/import/create.ts';
import { ERROR_HEADER } from '#core/import/error-file.ts';
import { errorsPrefix, fileKey } from '#core/import/job.ts';
import {
  beginImport,
  cancelImport,
  expectFile,
  getImport,
  listImports,
  pauseImport,
  resumeImport,
  startImport,
} from '#core/import/steer.ts';
import { toWireImport } from '#core/import/wire.ts';
import { WorkspaceImports } from '#platform/d1/control/workspace-imports.ts';
import { describeError } from '#platform/log/log.ts';
import { joinObjects } from '#platform/r2/join-objects.ts';
import { putStream } from '#platform/r2/put-stream.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import * as routes from './routes.ts';

export const importApp = createRouter()
  .openapi(routes.createImportRoute, async (c) =>
    c.json(toWireImport(await createImport(contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.listImportsRoute, async (c) => c.json((await listImports(contextOf(c))).map(toWireImport), 200))
  .openapi(routes.getImportRoute, async (c) =>
    c.json(toWireImport(await getImport(contextOf(c), c.req.valid('param').importId)), 200),
  )
  .openapi(routes.uploadImportRoute, async (c) => {
    const context = contextOf(c);
    const bytes = Number(c.req.header('content-length') ?? NaN);
    const job = await expectFile(context, c.req.valid('param').importId, bytes);
    await putStream(c.get('services').config.vault, fileKey(job), c.req.raw.body, bytes);
    return c.json(toWireImport(await beginImport(context, job.id, bytes)), 200);
  })
  .openapi(routes.startImportRoute, async (c) =>
    c.json(toWireImport(await startImport(contextOf(c), c.req.valid('param').importId)), 200),
  )
  .openapi(routes.pauseImportRoute, async (c) =>
    c.json(toWireImport(await pauseImport(contextOf(c), c.req.valid('param').importId)), 200),
  )
  .openapi(routes.resumeImportRoute, async (c) =>
    c.json(toWireImport(await resumeImport(contextOf(c), c.req.valid('param').importId)), 200),
  )
  .openapi(routes.cancelImportRoute, async (c) =>
    c.json(toWireImport(await cancelImport(contextOf(c), c.req.valid('param').importId)), 200),
  )
  .openapi(routes.importErrorsRoute, async (c) => {
    const job = await getImport(contextOf(c), c.req.valid('param').importId);
    const { vault } = c.get('services').config;
    return c.body(joinObjects(vault, errorsPrefix(job), ERROR_HEADER), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${job.id}-errors.csv"`,
    });
  });

function contextOf(c: Context<ApiContext>): ImportsContext {
  const services = c.get('services');
  const { config, log } = services;
  const actor = actorOf(c);
  const { domains, folders } = linksOf(services, actor);
  const { id } = actor.workspace;
  return {
    actor,
    domains,
    folders,
    imports: new WorkspaceImports(config.control, id),
    async wake(importId) {
      try {
        await config.importerOf(importerName(id, importId)).wake(id, importId);
      } catch (error) {
        log.warn('import.wake_failed', { import: importId, error: describeError(error) });
      }
    },
    now: Date.now,
  };
}
