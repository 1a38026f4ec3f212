/** What goes wrong between the app and the API, in words for the person at the screen. */
import type { ErrorBody, ErrorCode } from '#core/error/app-error.ts';

export class ApiError extends Error {
  /** The API's code; `network` when no answer came, `unreadable` when it was not the API that answered. */
  readonly code: ErrorCode | 'network' | 'unreadable';
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  /** The auth service's own code, where it was the one that refused. */
  readonly reason: string | undefined;

  constructor(
    code: ApiError['code'],
    status: number,
    message: string,
    { reason, ...options }: { cause?: unknown; reason?: string | undefined } = {},
  ) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.reason = reason;
  }

  /** True when asking again, unchanged, may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function isErrorBody(value: unknown): value is ErrorBody & { code?: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'error' in value &&
    typeof (value as ErrorBody).error?.message === 'string'
  );
}

/** Turns an answer outside 2xx into an error. Gateways answer in HTML: then the status is all there is to say. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  return errorFromText(response.status, await response.text().catch(() => ''));
}

/** The same from an answer's text, for requests that are not made with `fetch`. */
export function errorFromText(status: number, text: string): ApiError {
  const body = parsed(text);
  if (isErrorBody(body)) {
    const reason = typeof body.code === 'string' ? body.code : undefined;
    return new ApiError(body.error.code, status, body.error.message, { reason });
  }
  return new ApiError(
    'unreadable',
    status,
    `The server answered ${status} and did not say why. Try again in a moment.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request that got no answer at all. */
export function networkError(cause: unknown): ApiError {
  const offline = typeof navigator !== 'undefined' && !navigator.onLine;
  const message = offline
    ? 'You are offline. Connect to the internet and try again.'
    : 'The server could not be reached. Check your connection and try again.';
  return new ApiError('network', 0, message, { cause });
}
