/** Turns whatever was thrown into the one error shape, and tells the log what the caller is not told. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, toErrorBody } from '#core/error/app-error.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import type { ApiContext } from './context.ts';

export const DOCS_URL = 'https://github.com/hopline/hopline/blob/main/README.md';
const fallbackLog = createLog({ worker: 'api' });

export function onError(error: unknown, c: Context<ApiContext>): Response {
  const shown = error instanceof HTTPException ? fromHttpException(error) : error;
  const { status, body } = toErrorBody(shown, DOCS_URL);
  if (status >= 500) logFailure(error, c);
  return c.json(body, status as ContentfulStatusCode);
}

export function onNotFound(c: Context<ApiContext>): Response {
  return onError(new AppError('not_found', `There is no ${c.req.method} ${c.req.path} here.`), c);
}

/** The router throws these for bodies it cannot read. */
function fromHttpException(error: HTTPException): AppError {
  const isBadJson = error.status === 400;
  return new AppError(
    'bad_request',
    isBadJson ? 'The body is not valid JSON.' : error.message || 'The request could not be read.',
    { cause: error },
  );
}

function logFailure(error: unknown, c: Context<ApiContext>): void {
  const log = c.get('services')?.log ?? fallbackLog;
  log.error('request.failed', {
    requestId: c.get('requestId'),
    method: c.req.method,
    path: c.req.path,
    error: describeError(error),
  });
}
