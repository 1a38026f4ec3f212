import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { LiveFrame } from '#core/live/protocol.ts';
import { LIVE_SUBPROTOCOL } from '#core/live/protocol.ts';
import type { CreatedToken } from '#core/token/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs, fetchApi } from '../test-client.ts';

const socket = { upgrade: 'websocket' };

async function helloOf(answer: Response): Promise<LiveFrame> {
  expect(answer.status).toBe(101);
  const client = answer.webSocket;
  if (!client) throw new Error('no socket');
  const first = new Promise<string>((resolve) =>
    client.addEventListener('message', (message) => resolve(String(message.data))),
  );
  client.accept();
  const frame = JSON.parse(await first) as LiveFrame;
  client.close();
  return frame;
}

describe('GET /live', () => {
  it('greets the holder of a token, sent in any of three ways, with its own workspace', async () => {
    const tenant = await seedWorkspace();
    const ways: [string, Record<string, string>][] = [
      ['/live', { authorization: `Bearer ${tenant.token}` }],
      ['/api/v1/live', { 'sec-websocket-protocol': `${LIVE_SUBPROTOCOL}, bearer.${tenant.token}` }],
      [`/live?token=${tenant.token}`, {}],
    ];
    for (const [path, headers] of ways) {
      const answer = await fetchApi(path, { headers: { ...socket, ...headers, 'x-hopline-workspace': 'ws_other' } });
      expect(answer.headers.get('sec-websocket-protocol')).toBe(
        headers['sec-websocket-protocol'] ? LIVE_SUBPROTOCOL : null,
      );
      expect(await helloOf(answer)).toMatchObject({
        type: 'hello',
        workspaceId: tenant.workspaceId,
        totals: { clicks: 0 },
      });
    }
  });

  it('ends when its token is revoked or rotated, and leaves the others open', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const open = async (token: string) => {
      const client = (await fetchApi('/live', { headers: { ...socket, authorization: `Bearer ${token}` } })).webSocket;
      if (!client) throw new Error('no socket');
      client.accept();
      const closed = new Promise<number>((resolve) => client.addEventListener('close', ({ code }) => resolve(code)));
      return { client, closed };
    };
    const make = async () =>
      (await call<CreatedToken>('POST', '/tokens', { name: 'Wall', scopes: ['analytics.read'] })).body;
    const [revoked, rotated] = [await make(), await make()];
    const sockets = [await open(revoked.token), await open(rotated.token), await open(tenant.token)] as const;
    await call('DELETE', `/tokens/${revoked.id}`);
    expect(await sockets[0].closed).toBe(1008);
    await call('POST', `/tokens/${rotated.id}/rotate`, {});
    expect(await sockets[1].closed).toBe(1008);
    expect(sockets[2].client.readyState).toBe(WebSocket.OPEN);
    sockets[2].client.close();
  });

  it('refuses who has no right to the numbers', async () => {
    const narrow = await seedWorkspace({ scopes: ['links.read'] });
    const status = async (path: string, headers: Record<string, string>) => (await fetchApi(path, { headers })).status;
    expect(await status('/live', { ...socket, authorization: `Bearer ${narrow.token}` })).toBe(403);
    expect(await status('/live', socket)).toBe(401);
    expect(await status('/live?token=hop_x', socket)).toBe(401);
    expect(await status('/live', { ...socket, origin: 'https://evil.test', cookie: 'hopline.session_token=x' })).toBe(
      401,
    );
    expect(await status('/live', { ...socket, origin: (env as unknown as ApiEnv).WEB_URL })).toBe(401);
    expect(await status('/live', { authorization: `Bearer ${narrow.token}` })).toBe(400);
  });
});
