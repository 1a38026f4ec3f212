/** The one way out of the app: same-origin requests whose failures are always ApiErrors. */
import { errorFromResponse, networkError } from './error.ts';
import { noteNoAnswer } from './reach.ts';

/** Longer than any healthy answer; shorter than a person's patience. */
const TIMEOUT_MS = 20_000;

/** `fetch` for the typed client: resolves for 2xx only. */
export async function request(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  let response: Response;
  try {
    response = await fetch(input, { ...init, signal, credentials: 'same-origin' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    noteNoAnswer();
    throw networkError(cause);
  }
  if (!response.ok) throw await errorFromResponse(response);
  return response;
}
