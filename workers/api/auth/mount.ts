/** Mounts the auth library: its routes under every mount of the api, its errors in the one error shape. */
import { Hono } from 'hono';
import type { ErrorCode } from '#core/error/app-error.ts';
import { AppError, ERROR_STATUS, toErrorBody } from '#core/error/app-error.ts';
import { REQUEST_ID_HEADER } from '#platform/auth/account-log.ts';
import { AUTH_BASE_PATH } from '#platform/auth/auth.ts';
import type { ApiContext } from '../http/context.ts';
import { docsUrl } from '../http/errors.ts';

const CODE_BY_STATUS = new Map<number, ErrorCode>(
  Object.entries(ERROR_STATUS).map(([code, status]) => [status, code as ErrorCode]),
);

/** Whatever is wrong with what a device answered: the library calls it a failure of its own (500). */
const UNREADABLE_PASSKEY = 'FAILED_TO_VERIFY_REGISTRATION';

export const authApp = new Hono<ApiContext>().on(['GET', 'POST'], '/auth/*', async (c) => {
  const { auth, config } = c.get('services');
  const url = new URL(c.req.url);
  const target = config.webUrl + AUTH_BASE_PATH + c.req.path.slice('/auth'.length) + url.search;
  const request = new Request(target, c.req.raw);
  request.headers.set(REQUEST_ID_HEADER, c.get('requestId'));
  const answer = await auth.handler(request);
  return answer.status < 400 ? answer : inOurShape(answer, docsUrl(c));
});

/** The library's own `code` and `message` stay beside ours: its client reads them. */
async function inOurShape(answer: Response, docs: string): Promise<Response> {
  const theirs = await answer
    .json<{ code?: string; message?: string }>()
    .catch(() => ({ code: undefined, message: undefined }));
  const meant = theirs.code === UNREADABLE_PASSKEY ? ERROR_STATUS.bad_request : answer.status;
  const code = CODE_BY_STATUS.get(meant) ?? (meant >= 500 ? 'internal_server_error' : 'bad_request');
  const message = meant >= 500 ? undefined : theirs.message;
  const { status, body } = toErrorBody(new AppError(code, message ?? 'The request was refused.'), docs);
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  const retryAfter = headers.get('x-retry-after');
  if (retryAfter !== null) headers.set('retry-after', retryAfter);
  return Response.json(
    { ...body, ...(theirs.code === undefined ? {} : { code: theirs.code }), message: body.error.message },
    { status, headers },
  );
}
