/** Turns whatever was thrown into the one error shape, and tells the log what the caller is not told. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, toErrorBody } from '#core/error/app-error.ts';
import { isMoving } from '#platform/d1/move/absent.ts';
import { isFenced } from '#platform/d1/move/fences.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import { ERROR_PAGE_PATH } from '../openapi/errors.ts';
import type { ApiContext } from './context.ts';

/** What is unavailable with us is so for seconds: a database that is asked too much, a workspace that is being moved. */
const RETRY_AFTER_S = '5';
const SERVICE_UNAVAILABLE = 503;

const fallbackLog = createLog({ worker: 'api' });

export function onError(error: unknown, c: Context<ApiContext>): Response {
  const shown = isFenced(error) ? isMoving(error) : error instanceof HTTPException ? fromHttpException(error) : error;
  const { status, body } = toErrorBody(shown, docsUrl(c));
  if (status === SERVICE_UNAVAILABLE) c.header('retry-after', RETRY_AFTER_S);
  if (status >= 500) logFailure(error, c);
  if (shown instanceof AppError && shown.retryAfterSeconds !== undefined)
    c.header('retry-after', String(shown.retryAfterSeconds));
  return c.json(body, status as ContentfulStatusCode);
}

/** Absolute when the configuration could be read. */
export function docsUrl(c: Context<ApiContext>): string {
  return (c.get('services')?.config.apiUrl ?? '') + ERROR_PAGE_PATH;
}

export function onNotFound(c: Context<ApiContext>): Response {
  return onError(new AppError('not_found', `There is no ${c.req.method} ${c.req.path} here.`), c);
}

/** The router throws these for bodies it cannot read. */
function fromHttpException(error: HTTPException): AppError {
  const message =
    error.status === 415
      ? 'The body must be JSON: send "Content-Type: application/json".'
      : 'The request could not be read.';
  return new AppError('bad_request', message, { cause: error });
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
