/** Calls to the api as a tenant's program makes them: a token, JSON in, JSON out. */

export interface ApiAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export type Api = <Body = unknown>(method: string, path: string, body?: unknown) => Promise<ApiAnswer<Body>>;

/** The api at `url` for the holder of `token`. Answers come back whatever their status. */
export function apiOf(url: string, token: string): Api {
  return async <Body>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) as Body };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
