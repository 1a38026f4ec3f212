/** Calls the api in tests as a tenant's program does: a token, JSON in, JSON out. */
import { exports } from 'cloudflare:workers';
import type { Tenant } from '../../test/support/tenant.ts';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export type Call = <Body = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<Body>>;

const ORIGIN = 'https://api.test';
const worker = exports as unknown as { default: Fetcher };

/** Any request; bodies of errors come back like others. */
export async function request<Body = Record<string, unknown>>(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer<Body>> {
  const hasBody = body !== undefined;
  const response = await worker.default.fetch(ORIGIN + path, {
    method,
    headers: { ...(hasBody && { 'content-type': 'application/json' }), ...headers },
    ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) as Body };
}

/** Calls with the tenant's token. */
export function callAs(tenant: Tenant): Call {
  return (method, path, body, headers = {}) =>
    request(method, path, { authorization: `Bearer ${tenant.token}`, ...headers }, body);
}

/** The raw answer, for sockets and images. */
export function fetchApi(path: string, init: RequestInit = {}): Promise<Response> {
  return worker.default.fetch(ORIGIN + path, init);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
