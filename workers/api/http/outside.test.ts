/** Our own requests turned against private networks: through every route that asks an address somebody else has named. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { type Call, callAs, request } from '../test-client.ts';

const { DNS_URL } = env as unknown as ApiEnv;
const PUBLIC = '93.184.216.34';
const METADATA = '169.254.169.254';

/** `TYPE name` → values, each list for one question, the last one for all that follow. */
const dns = new Map<string, string[][]>();
/** Where `https://public.example.com/{path}` leads. */
const redirects = new Map<string, string>();
const sent: string[] = [];

beforeEach(() => {
  dns.clear();
  redirects.clear();
  sent.length = 0;
  dns.set('A public.example.com', [[PUBLIC]]);
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.href.startsWith(DNS_URL)) return Response.json(answerOf(url.searchParams));
    // The stores and the mailbox of the tests are on this machine; nothing here asks for an address of it.
    if (url.hostname === '127.0.0.1') return real(input, init);
    sent.push(url.hostname);
    const location = redirects.get(url.pathname.slice(1));
    return location === undefined
      ? new Response('<title>Inside</title>', { headers: { 'content-type': 'text/html' } })
      : new Response(null, { status: 302, headers: { location } });
  });
});
afterEach(() => vi.unstubAllGlobals());

const NUMBER: Record<string, number> = { A: 1, AAAA: 28 };

function answerOf(asked: URLSearchParams): object {
  const type = asked.get('type') ?? '';
  const lists = dns.get(`${type} ${asked.get('name')}`) ?? [];
  const values = (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
  return { Status: values.length > 0 ? 0 : 3, Answer: values.map((data) => ({ type: NUMBER[type], data })) };
}

/** Each makes the api ask `url`. Resolves with the status of the answer. */
const WAYS: [string, (call: Call, url: string) => Promise<number>][] = [
  ['a preview', async (call, url) => (await call('GET', `/links/metatags?url=${encodeURIComponent(url)}`)).status],
  ['a frame', async (call, url) => (await call('GET', `/links/iframeable?url=${encodeURIComponent(url)}`)).status],
  ['a logo', async (_call, url) => (await request('GET', `/qr?url=x&logo=${encodeURIComponent(url)}`)).status],
  ['a new link', async (call, url) => (await call('POST', '/links', { url, fetchMetadata: true })).status],
  [
    'a health check',
    async (call, url) => {
      const { body, status } = await call<WireLink>('POST', '/links', { url });
      return status === 200 ? (await call('POST', `/links/${body.id}/health`)).status : status;
    },
  ],
  [
    'a webhook',
    async (call, url) => {
      const made = { name: 'x', url: url.replace(/^http:/, 'https:'), triggers: ['link.created'] };
      const { body, status } = await call<{ id: string }>('POST', '/webhooks', made);
      return status === 201
        ? (await call('POST', `/webhooks/${body.id}/test`, { event: 'link.created' })).status
        : status;
    },
  ],
];

/** Spellings of places that only we can reach. */
const INSIDE = [
  `http://${METADATA}/latest/meta-data/`,
  'http://10.0.0.1/',
  'http://192.168.1.1:8080/',
  'http://100.100.100.200/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0xa9.0xfe.0xa9.0xfe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://１６９.２５４.１６９.２５４/',
  'http://169。254。169。254/',
  `http://[::ffff:${METADATA}]/`,
  'http://[::ffff:a9fe:a9fe]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://0/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://router.local/',
  'http://intranet/',
];

/** Names that say they are somewhere else. */
const NAMES: [string, Record<string, string[][]>][] = [
  ['a private address', { A: [['10.0.0.1']] }],
  ['a public and a private one', { A: [[PUBLIC, METADATA]] }],
  ['a public one and this machine in IPv6', { A: [[PUBLIC]], AAAA: [['::1']] }],
  ['a private one dressed as IPv6', { AAAA: [[`::ffff:${METADATA}`]] }],
  ['a private one behind NAT64', { AAAA: [['64:ff9b::a9fe:a9fe']] }],
  ['nothing', {}],
];

describe.each(WAYS)('%s', (_name, ask) => {
  it('never goes inside, however the place is spelled', async () => {
    const call = callAs(await seedWorkspace());
    for (const url of INSIDE) expect([url, (await ask(call, url)) < 500, sent]).toEqual([url, true, []]);
  });

  it.each(NAMES)('never goes to a name with %s', async (_what, records) => {
    for (const [type, lists] of Object.entries(records)) dns.set(`${type} name.example.com`, lists);
    const call = callAs(await seedWorkspace());
    expect([(await ask(call, 'https://name.example.com/')) < 500, sent]).toEqual([true, []]);
  });

  it('is not led inside by a redirect, to an address or to a name that turns private on the way', async () => {
    redirects.set('address', `http://${METADATA}/`);
    redirects.set('decimal', 'http://2852039166/');
    redirects.set('name', 'https://name.example.com/');
    redirects.set('itself', 'https://public.example.com/again');
    redirects.set('again', 'https://public.example.com/inside');
    dns.set('A name.example.com', [['10.0.0.1']]);
    const call = callAs(await seedWorkspace());
    for (const path of ['address', 'decimal', 'name', 'itself']) {
      sent.length = 0;
      // The name answers with a public address twice: a rebinding shows its other face to the third question.
      dns.set('A public.example.com', [[PUBLIC], [PUBLIC], [METADATA]]);
      expect((await ask(call, `https://public.example.com/${path}`)) < 500).toBe(true);
      expect(new Set(sent)).toEqual(new Set(['public.example.com']));
      expect(sent.length).toBeLessThanOrEqual(2);
    }
  });
});
