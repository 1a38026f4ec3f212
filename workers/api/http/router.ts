/** A router whose schema failures all become the one error shape. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { refusalOf } from '#core/error/refuse.ts';
import type { ApiContext } from './context.ts';

export function createRouter(): OpenAPIHono<ApiContext> {
  return new OpenAPIHono<ApiContext>({
    defaultHook: (result) => {
      if (!result.success) throw refusalOf(result.error.issues, (result as { data?: unknown }).data);
    },
  });
}
