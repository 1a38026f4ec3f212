import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hostnames } from '#core/domain/ports.ts';
import { cloudflareHostnames } from '#platform/cloudflare/custom-hostnames.ts';

/** Speaks the part of Cloudflare's API that is used, with its envelope, numbers and states. */
const known = new Map<string, string>();
const seen: { method: string; path: string; token: string | undefined; body: unknown }[] = [];
let server: Server;
let hostnames: Hostnames;

function resultOf(id: string) {
  return {
    id,
    hostname: known.get(id),
    status: 'active',
    ssl: { status: 'pending_validation', validation_errors: null },
  };
}

function answer(method: string, path: string, body: { hostname?: string }): [number, unknown] {
  const id = /custom_hostnames\/(\w+)$/.exec(path)?.[1];
  if (method === 'POST') {
    const { hostname = '' } = body;
    if (hostname.startsWith('refused'))
      return [400, { success: false, errors: [{ code: 1400, message: 'Invalid hostname' }], result: null }];
    if ([...known.values()].includes(hostname))
      return [
        409,
        { success: false, errors: [{ code: 1406, message: 'Duplicate custom hostname found.' }], result: null },
      ];
    const next = `id${known.size}`;
    known.set(next, hostname);
    return [201, { success: true, errors: [], result: resultOf(next) }];
  }
  if (id === undefined) {
    const wanted = new URL(path, 'http://x').searchParams.get('hostname');
    return [
      200,
      {
        success: true,
        errors: [],
        result: [...known].filter(([, name]) => name === wanted).map(([each]) => resultOf(each)),
      },
    ];
  }
  if (!known.has(id)) return [404, { success: false, errors: [{ code: 1436, message: 'Not found' }], result: null }];
  if (method === 'DELETE') known.delete(id);
  return [
    200,
    method === 'DELETE' ? { id, success: true, errors: [] } : { success: true, errors: [], result: resultOf(id) },
  ];
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { method = '', url: path = '' } = request;
      const body = (text === '' ? {} : JSON.parse(text)) as { hostname?: string };
      seen.push({ method, path, token: request.headers.authorization, body });
      const [status, value] = answer(method, path, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`;
  hostnames = cloudflareHostnames({ apiUrl, zoneId: 'zone1', token: 'secret' });
});
afterAll(() => void server.close());

it('adds a hostname with a certificate, and finds one that is there already', async () => {
  const first = await hostnames.add('go.acme.com');
  expect(first).toEqual({ id: 'id0', status: 'pending_validation', problems: [] });
  expect(seen.at(-1)).toMatchObject({
    method: 'POST',
    path: '/client/v4/zones/zone1/custom_hostnames',
    token: 'Bearer secret',
    body: { hostname: 'go.acme.com', ssl: { method: 'http', type: 'dv' } },
  });
  expect(await hostnames.add('go.acme.com')).toEqual(first);
  expect(await hostnames.state('id0')).toEqual(first);
});

it('removes one, and does not mind that it is gone', async () => {
  await hostnames.remove('id0');
  await hostnames.remove('id0');
  expect(await hostnames.state('id0')).toBeUndefined();
});

it('passes on what the provider says', async () => {
  await expect(hostnames.add('refused.acme.com')).rejects.toThrow(/1400 Invalid hostname/);
});
