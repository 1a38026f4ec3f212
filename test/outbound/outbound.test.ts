import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundError } from '#core/outbound/error.ts';
import { fetchOutbound } from '#core/outbound/fetch.ts';
import type { OutboundOptions, RecordType } from '#core/outbound/ports.ts';
import { dnsOverHttps } from '#platform/dns/over-https.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';

const OPTIONS: OutboundOptions = { timeoutMs: 5_000, maxRedirects: 3, maxBytes: 1_000, tooLong: 'throw' };
const seen: { path: string; headers: IncomingMessage['headers'] }[] = [];
let server: Server;
let base: string;

/** Paths say what the server does. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  seen.push({ path, headers: request.headers });
  const to = /^\/to\?(.*)/.exec(path)?.[1];
  if (to !== undefined) response.writeHead(302, { location: decodeURIComponent(to) }).end();
  else if (path === '/loop') response.writeHead(301, { location: '/loop' }).end();
  else if (path === '/endless') {
    response.writeHead(200, { 'content-type': 'text/html' });
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(500)));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  } else if (path === '/silent') return;
  else if (path === '/trickle') {
    response.writeHead(200);
    response.write('x');
  } else response.writeHead(200, { 'content-type': 'text/html' }).end('hello');
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const noDns = { query: async () => [] };
const local = openOutbound({ resolver: noDns, allowLoopback: true });
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: OutboundError) => error.failure,
  );

describe('a request to somebody else’s address', () => {
  it('brings status, body and the way it took, and tells nothing of who asked for it', async () => {
    seen.length = 0;
    const found = await local(`${base}/to?${encodeURIComponent('/page')}`, OPTIONS);
    expect([found.status, new TextDecoder().decode(found.body), found.url]).toEqual([200, 'hello', `${base}/page`]);
    expect(found.redirects).toEqual([{ url: `${base}/to?%2Fpage`, status: 302 }]);
    for (const name of ['cookie', 'authorization', 'referer', 'x-forwarded-for', 'cf-connecting-ip'])
      expect(seen.at(-1)?.headers).not.toHaveProperty(name);
  });

  it('reads no more than was agreed, also from a server that never ends', async () => {
    expect(await failure(local(`${base}/endless`, OPTIONS))).toBe('too-large');
    const cut = await local(`${base}/endless`, { ...OPTIONS, tooLong: 'cut' });
    expect([cut.body.length, cut.isCut]).toEqual([1_000, true]);
  });

  it('ends when its time is up, before or within the answer', async () => {
    const soon = { ...OPTIONS, timeoutMs: 200 };
    expect(await failure(local(`${base}/silent`, soon))).toBe('timeout');
    expect(await failure(local(`${base}/trickle`, soon))).toBe('timeout');
  });

  it('follows so many redirects and no more, or none at all', async () => {
    expect(await failure(local(`${base}/loop`, OPTIONS))).toBe('redirects');
    expect((await local(`${base}/loop`, { ...OPTIONS, maxRedirects: 0 })).status).toBe(301);
  });

  it('reads only the media types it came for', async () => {
    expect(await failure(local(`${base}/page`, { ...OPTIONS, accepts: /^image\// }))).toBe('content-type');
    expect((await local(`${base}/page`, { ...OPTIONS, accepts: /^text\/html$/ })).status).toBe(200);
  });

  it.each(['http://169.254.169.254/', 'http://10.0.0.1/', 'http://[::ffff:10.0.0.1]/', 'file:///etc/passwd', '//0/x'])(
    'is not led to %s by a redirect',
    async (to) => {
      expect(await failure(local(`${base}/to?${encodeURIComponent(to)}`, OPTIONS))).toMatch(/private|address/);
    },
  );

  it('goes to this machine only where that was allowed', async () => {
    const open = openOutbound({ resolver: noDns, allowLoopback: false });
    expect(await failure(open(`${base}/page`, OPTIONS))).toBe('address');
  });

  it('says so when nobody listens', async () => {
    expect(await failure(local('http://127.0.0.1:1/', OPTIONS))).toBe('unreachable');
  });
});

describe('a name', () => {
  const sent: string[] = [];
  const ask = (records: Partial<Record<RecordType, string[]>>) => {
    const ports = {
      policy: { allowLoopback: false },
      resolver: { query: async (_name: string, type: RecordType) => records[type] ?? [] },
      send: async (url: string) => {
        sent.push(url);
        return new Response('ok');
      },
    };
    return failure(fetchOutbound(ports, 'https://name.example/', OPTIONS));
  };

  it.each([
    [{ A: ['10.0.0.1'] }, 'private'],
    [{ A: ['93.184.216.34', '127.0.0.1'] }, 'private'],
    [{ A: ['93.184.216.34'], AAAA: ['::1'] }, 'private'],
    [{ AAAA: ['::ffff:10.0.0.1'] }, 'private'],
    [{ AAAA: ['64:ff9b::a00:1'] }, 'private'],
    [{}, 'unresolved'],
  ])('with %j is never asked: %s', async (records, expected) => {
    sent.length = 0;
    expect(await ask(records)).toBe(expected);
    expect(sent).toEqual([]);
  });

  it('with public addresses alone is asked', async () => {
    expect(await ask({ A: ['93.184.216.34'], AAAA: ['2606:2800:220:1::1'] })).toBe('none');
  });

  it('is resolved again at each hop, so that a name that turned private in between is not followed', async () => {
    let asked = 0;
    const ports = {
      policy: { allowLoopback: false },
      resolver: {
        query: async (_: string, type: RecordType) => (type === 'AAAA' ? [] : asked++ ? ['10.0.0.1'] : ['1.1.1.1']),
      },
      send: async () => new Response(null, { status: 302, headers: { location: '/again' } }),
    };
    expect(await failure(fetchOutbound(ports, 'https://name.example/', OPTIONS))).toBe('private');
  });

  it('keeps its headers from other origins', async () => {
    const requests: { url: string; headers: Record<string, string> }[] = [];
    const ports = {
      policy: { allowLoopback: false },
      resolver: { query: async (_: string, type: RecordType) => (type === 'A' ? ['1.1.1.1'] : []) },
      send: async (url: string, init: RequestInit) => {
        requests.push({ url, headers: init.headers as Record<string, string> });
        return url.startsWith('https://a.example')
          ? new Response(null, { status: 307, headers: { location: 'https://b.example/' } })
          : new Response('ok');
      },
    };
    await fetchOutbound(ports, 'https://a.example/', { ...OPTIONS, headers: { 'x-secret': '1', accept: 'text/html' } });
    expect(requests.map(({ headers }) => [headers['x-secret'], headers['accept']])).toEqual([
      ['1', 'text/html'],
      [undefined, 'text/html'],
    ]);
  });
});

describe('DNS over HTTPS', () => {
  it('reads the records of the type asked for, joined and without trailing dots', async () => {
    const records = {
      Status: 0,
      Answer: [
        { type: 5, data: 'Edge.Hopline.Example.' },
        { type: 16, data: '"hopline-verify=" "abc"' },
        { type: 1, data: '1.2.3.4' },
      ],
    };
    const dns = createServer((_, response) => response.end(JSON.stringify(records)));
    await new Promise<void>((resolve) => dns.listen(0, '127.0.0.1', resolve));
    const resolver = dnsOverHttps(`http://127.0.0.1:${(dns.address() as AddressInfo).port}/dns-query`);
    expect(await resolver.query('x.example', 'CNAME')).toEqual(['edge.hopline.example']);
    expect(await resolver.query('x.example', 'TXT')).toEqual(['hopline-verify=abc']);
    expect(await resolver.query('x.example', 'A')).toEqual(['1.2.3.4']);
    records.Status = 3;
    records.Answer = [];
    expect(await resolver.query('x.example', 'A')).toEqual([]);
    records.Status = 2;
    await expect(resolver.query('x.example', 'A')).rejects.toThrow(/code 2/);
    dns.close();
  });
});
