import { env } from 'cloudflare:workers';
import { createExecutionContext } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { request } from '../test-client.ts';
import type { Health } from './routes.ts';

const PARTS = ['control', 'links_0', 'links_1', 'routes', 'ledger', 'clickhouse', 'vault'];

it('answers for every part', async () => {
  const { status, body } = await request<Health>('GET', '/health');
  expect(body).toMatchObject({ status: 'ok' });
  expect(status).toBe(200);
  expect(Object.keys(body.parts)).toEqual(PARTS);
});

it('names the part that is down, and nothing else about it', async () => {
  const broken = {
    ...(env as object),
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
    CLICKHOUSE_PASSWORD: 'secret-word',
  } as unknown as ApiEnv;
  const response = await createApp().fetch(new Request('https://api.test/health'), broken, createExecutionContext());
  expect(response.status).toBe(503);
  const body: Health = await response.json();
  expect(body.status).toBe('degraded');
  expect(
    Object.entries(body.parts)
      .filter(([, part]) => !part.ok)
      .map(([name]) => name),
  ).toEqual(['clickhouse']);
  expect(JSON.stringify(body)).not.toContain('secret-word');
});
