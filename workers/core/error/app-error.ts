/** The one way Hopline says no: a code from a closed list, a sentence for the caller, and whether trying again can help. */

/** Closed list of error codes. Wire codes follow the field's de-facto API; each has exactly one HTTP status. */
export const ERROR_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invite_expired: 410,
  precondition_failed: 412,
  unprocessable_entity: 422,
  rate_limit_exceeded: 429,
  internal_server_error: 500,
  service_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Codes for which the same call may succeed later without being changed. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'rate_limit_exceeded',
  'internal_server_error',
  'service_unavailable',
]);

/** A refusal whose `message` is written for the caller: what was wrong, with which value, what to do. Never holds secrets. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  /** Seconds after which trying again may help, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.status = ERROR_STATUS[code];
    this.retryable = RETRYABLE.has(code);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The body every non-2xx answer carries. `doc_url` leads to the paragraph about the code. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; doc_url: string };
}

/** An AppError thrown in one of our own objects loses its class on the way here, but not its code. */
function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error) || !('remote' in error) || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && Object.hasOwn(ERROR_STATUS, code)
    ? new AppError(code as ErrorCode, error.message, { cause: error })
    : undefined;
}

/** Shapes any thrown value for the wire. Unknown errors say nothing to the caller; the log gets the cause. */
export function toErrorBody(error: unknown, docsUrl: string): { status: number; body: ErrorBody } {
  const known =
    asAppError(error) ??
    new AppError(
      'internal_server_error',
      'Something failed on our side. Try again; if it stays, send us the request id.',
    );
  return {
    status: known.status,
    body: { error: { code: known.code, message: known.message, doc_url: `${docsUrl}#${known.code}` } },
  };
}
