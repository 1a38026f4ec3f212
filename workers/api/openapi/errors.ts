/** What each error code means: read by the document, and served as the page that every error's `doc_url` leads to. */
import { ERROR_STATUS, type ErrorCode } from '#core/error/app-error.ts';

export const ERROR_MEANING: Record<ErrorCode, string> = {
  bad_request: 'The request could not be read. The message says what is malformed.',
  unauthorized: 'There are no valid credentials. Send an API token as "Authorization: Bearer hop_…", or sign in.',
  forbidden: 'The credentials are valid but do not allow this: a scope, a role or a limit stands against it.',
  not_found: 'There is nothing under this name in this workspace.',
  conflict: 'The name is taken, or the object was changed at the same moment.',
  invite_expired: 'The invitation has expired. Ask for a new one.',
  precondition_failed: 'If-Match names an older state of the object. Read it again and repeat the change.',
  unprocessable_entity: 'A value was refused. The message names the field, the reason and the value.',
  rate_limit_exceeded: 'Too many requests. Wait as long as Retry-After says.',
  internal_server_error:
    'Something failed on our side. Try again; if it stays, send us the X-Request-Id of the answer.',
  service_unavailable: 'A store does not answer at the moment. Nothing is lost; try again.',
};

export const ERROR_PAGE_PATH = '/docs/errors';

/** One section per code, so that `#code` leads to it. */
export function errorPage(): string {
  const sections = (Object.entries(ERROR_MEANING) as [ErrorCode, string][]).map(
    ([code, meaning]) => `<section id="${code}"><h2>${ERROR_STATUS[code]} ${code}</h2><p>${meaning}</p></section>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hopline API errors</title><link rel="stylesheet" href="style.css"><nav><p class="brand"><a href="../docs">Hopline API</a></p></nav>
<main><h1>Errors</h1><p>Every answer outside 2xx has the body <code>{"error": {"code", "message", "doc_url"}}</code>.</p>${sections.join('')}</main></html>`;
}
