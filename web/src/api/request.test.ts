// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from './error.ts';
import { request } from './request.ts';

const answer = (body: string, status: number) => vi.stubGlobal('fetch', async () => new Response(body, { status }));
const failure = async () => {
  const error: unknown = await request('/api/links').catch((thrown: unknown) => thrown);
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
};

afterEach(() => vi.unstubAllGlobals());

it("the API's own words reach the person", async () => {
  answer(JSON.stringify({ error: { code: 'conflict', message: 'go.acme.com/x is taken.', doc_url: '' } }), 409);
  expect(await failure()).toMatchObject({
    code: 'conflict',
    status: 409,
    message: 'go.acme.com/x is taken.',
    passing: false,
  });
});

it('a gateway that answers in HTML is told apart from the API', async () => {
  answer('<h1>Bad gateway</h1>', 502);
  expect(await failure()).toMatchObject({ code: 'unreadable', status: 502, passing: true });
});

it('no answer at all is a network error that may pass', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await failure()).toMatchObject({ code: 'network', status: 0, passing: true });
});

it('a request that the app itself gave up stays an abort', async () => {
  const aborted = new AbortController();
  aborted.abort();
  vi.stubGlobal('fetch', async (_input: unknown, init: RequestInit) => init.signal?.throwIfAborted());
  await expect(request('/api/links', { signal: aborted.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
