import { describe, expect, it } from 'vitest';
import worker from './worker.ts';

const files: Record<string, string> = {
  '/': '<!doctype html>',
  '/assets/app-1a2b.js': 'export {}',
  '/favicon.svg': '<svg/>',
};
const env = {
  ASSETS: {
    fetch: async (request: Request) => {
      const file = files[new URL(request.url).pathname];
      return new Response(file ?? 'none', { status: file === undefined ? 404 : 200 });
    },
  },
  API: {
    fetch: async (request: Request) =>
      new Response(`api ${new URL(request.url).pathname}`, { headers: { 'set-cookie': 'session=1; HttpOnly' } }),
  },
};
const get = (path: string) => worker.fetch(new Request(`https://app.hopline.example${path}`), env);

describe('the Pages worker', () => {
  it('hands /api to the api worker and its answer back unchanged', async () => {
    const answer = await get('/api/links');
    expect(await answer.text()).toBe('api /api/links');
    expect(answer.headers.get('set-cookie')).toBe('session=1; HttpOnly');
    expect(answer.headers.get('content-security-policy')).toBeNull();
    expect(await (await get('/apiary')).text()).toBe('<!doctype html>');
  });

  it('answers every address of the app with the one page', async () => {
    for (const path of [
      '/',
      '/sign-in',
      '/acme/links',
      '/acme/links/link_01?range=7d',
      '/acme/settings/domains/go.acme.com',
    ])
      expect(await (await get(path)).text(), path).toBe('<!doctype html>');
  });

  it('lets hashed files be kept for ever and nothing else', async () => {
    expect((await get('/assets/app-1a2b.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/acme')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('never calls a missing file the app, nor keeps its absence', async () => {
    const missing = await get('/assets/app-old.js');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/missing.png')).status).toBe(404);
    expect((await get('/.well-known/security.txt')).status).toBe(404);
  });

  it('allows no inline script, no foreign host and no frame around it', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self' wss://app.hopline.example");
  });
});
