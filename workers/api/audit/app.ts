/** The routes of the audit log. */
import type { Context } from 'hono';
import { type AuditContext, exportAuditLog, type NamedEntry, searchAuditLog } from '#core/audit/search.ts';
import { CSV_HEAD, csvLine } from '#core/audit/table.ts';
import { toWireEntry } from '#core/audit/wire.ts';
import { WorkspaceAuditLog } from '#platform/d1/audit-reader.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { shardOf } from '../services.ts';
import { auditExportRoute, auditLogRoute } from './routes.ts';

export const auditLogApp = createRouter()
  .openapi(auditLogRoute, async (c) => {
    const entries = await searchAuditLog(contextOf(c), c.req.valid('query'));
    return c.json(entries.map(toWireEntry), 200);
  })
  .openapi(auditExportRoute, (c) => {
    const { format, ...query } = c.req.valid('query');
    const pages = exportAuditLog(contextOf(c), query);
    const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json';
    const headers = {
      'content-type': type,
      'content-disposition': `attachment; filename="audit-log-${day}.${format}"`,
    };
    const texts = format === 'csv' ? csv(pages) : json(pages);
    return new Response(streamOf(texts), { headers });
  });

function contextOf(c: Context<ApiContext>): AuditContext {
  const actor = actorOf(c);
  const services = c.get('services');
  const log = new WorkspaceAuditLog(services.config.control, shardOf(services, actor), actor.workspace.id);
  return { actor, log };
}

/** Page by page, as fast as the caller reads. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await texts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

async function* csv(pages: AsyncIterable<NamedEntry[]>): AsyncGenerator<string> {
  yield CSV_HEAD;
  for await (const page of pages) yield page.map((entry) => csvLine(toWireEntry(entry))).join('');
}

async function* json(pages: AsyncIterable<NamedEntry[]>): AsyncGenerator<string> {
  let begun = false;
  for await (const page of pages) {
    const texts = page.map((entry) => JSON.stringify(toWireEntry(entry)));
    yield `${begun ? ',' : '['}\n${texts.join(',\n')}`;
    begun = true;
  }
  yield begun ? '\n]\n' : '[]\n';
}
