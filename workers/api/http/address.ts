/** The caller's address, as the platform in front of this worker has seen it. */
import type { Context } from 'hono';
import type { ApiContext } from './context.ts';

/** Undefined only where nothing stands in front: on a local stack and in tests. Callers cannot set this header in production. */
export function addressOf(c: Context<ApiContext>): string | undefined {
  return c.req.header('cf-connecting-ip') || undefined;
}
