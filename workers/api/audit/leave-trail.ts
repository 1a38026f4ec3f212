/**
 * The choke point of the audit log: behind every route that changes something. A verb writes its own entry, with before and after,
 * in the same batch as the change; where one did not, this writes what is known from the request, so that no change is without.
 */
import type { MiddlewareHandler } from 'hono';
import { auditEntry } from '#core/audit/entry.ts';
import { recordAccount } from '#platform/auth/account-log.ts';
import { recordEntry } from '#platform/d1/control/audit-log.ts';
import { describeError } from '#platform/log/log.ts';
import type { ApiContext, Caller } from '../http/context.ts';

/** Extension of an OpenAPI operation: a POST that only reads, changes something so rarely that its verb alone can say so, or sends events. */
export const READS_FIELD = 'x-reads';
const READING_METHODS: ReadonlySet<string> = new Set(['get', 'head', 'options']);

interface Declared {
  method: string;
  operationId?: string | undefined;
  'x-reads'?: boolean | undefined;
}

export function changesSomething(declared: Declared): boolean {
  return !READING_METHODS.has(declared.method.toLowerCase()) && declared[READS_FIELD] !== true;
}

/** Comes after the door, so that it is known who acts. */
export function leaveTrail({ operationId = 'unnamed' }: Declared): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    // As with the door: of two paths that match, the special one was declared first and knows what happens.
    if (c.get('watched')) return next();
    c.set('watched', true);
    await next();
    const caller = c.get('caller');
    if (c.res.status >= 400 || caller.trail.entries > 0) return;
    caller.trail.entries += 1;
    const { config, log } = c.get('services');
    // The change has happened: a log that cannot be written must not make the caller repeat it.
    await write(config.control, caller, operationId, c.req.path, c.get('requestId')).catch((error: unknown) =>
      log.error('audit.unwritten', { requestId: c.get('requestId'), operationId, error: describeError(error) }),
    );
  };
}

function write(control: D1Database, caller: Caller, operationId: string, path: string, requestId: string) {
  const { actor, userId, ipHash = null } = caller;
  const now = Date.now();
  if (actor) return recordEntry(control, auditEntry(actor, `api.${operationId}`, path, {}, now));
  return recordAccount(control, { userId, action: `account.${operationId}`, ipHash, userAgent: null, requestId }, now);
}
