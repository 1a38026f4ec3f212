/** A minimal client of Hopline's api for the commands: JSON in, JSON out, failures as sentences. */

/** Callers never wait for ever on a stack that hangs. */
const TIMEOUT_MS = 30_000;

export interface ApiCall {
  method?: 'GET' | 'POST';
  body?: object;
  headers: Record<string, string>;
}

export interface ApiAnswer<T> {
  status: number;
  headers: Headers;
  data: T;
}

/** Any status comes back as an answer; see `expectOk`. */
export async function callApi<T>(url: string, { method = 'GET', body, headers }: ApiCall): Promise<ApiAnswer<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, data: parse(text) as T };
}

export function expectOk<T>(what: string, { status, data }: ApiAnswer<T>): T {
  if (status >= 200 && status < 300) return data;
  throw new Error(`${what} failed with status ${status}: ${JSON.stringify(data).slice(0, 300)}`);
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
