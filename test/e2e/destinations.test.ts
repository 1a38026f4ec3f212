/** What is known about destinations, from the customer's page to the visitor: previews, health, the fallback, and QR codes. */
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Receiver } from '../support/receiver.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN } from '../support/visit.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const RED = encode({
  width: 8,
  height: 8,
  channels: 3,
  data: Uint8Array.from(Array.from({ length: 64 }, () => [255, 0, 0]).flat()),
});

let stack: TestStack;
let pages: Receiver;
let tenant: Tenant;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  pages = await Receiver.start({
    '/launch': {
      headers: { ...HTML, 'x-frame-options': 'DENY' },
      body: '<title>Launch &amp; more</title><meta name="description" content="All of it"><meta property="og:image" content="/og.png">',
    },
    '/logo.png': { headers: { 'content-type': 'image/png' }, body: RED },
    '/logo.svg': { headers: { 'content-type': 'image/svg+xml' }, body: '<svg onload="alert(1)"/>' },
    '/inside': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } },
  });
});
afterAll(async () => {
  pages?.stop();
  await stack?.stop();
});

const ask = async (path: string) => (await stack.api(tenant)<Record<string, unknown>>('GET', path)).body;

it('a preview is read from the page, and filled in when a link asks for it', async () => {
  const url = `${pages.url}/launch`;
  expect(await ask(`/links/metatags?url=${encodeURIComponent(url)}`)).toEqual({
    title: 'Launch & more',
    description: 'All of it',
    image: `${pages.url}/og.png`,
    favicon: `${pages.url}/favicon.ico`,
    problem: null,
  });
  expect(await ask(`/links/iframeable?url=${encodeURIComponent(url)}`)).toMatchObject({ iframeable: false });
  const link = await stack.createLink(tenant, { url, fetchMetadata: true, description: 'Mine' });
  expect(link).toMatchObject({ title: 'Launch & more', description: 'Mine', image: `${pages.url}/og.png` });
});

it('a page that leads inside is not followed there', async () => {
  const address = encodeURIComponent(`${pages.url}/inside`);
  expect((await stack.api(tenant)('GET', `/links/metatags?url=${address}`)).status).toBe(422);
  const qr = await fetch(`${stack.apiUrl}/qr?url=x&logo=${address}`);
  expect(qr.status).toBe(422);
});

it('a destination that fails leads its visitors to the fallback, until it has healed', async () => {
  const link = await stack.createLink(tenant, {
    url: `${pages.url}/shop`,
    key: 'shop',
    fallbackUrl: 'https://example.com/soon',
  });
  const where = async () => (await stack.visit(link, BERLIN)).location;
  const check = async () => (await stack.api(tenant)<Record<string, unknown>>('POST', `/links/${link.id}/health`)).body;
  expect(await check()).toMatchObject({ state: 'ok', fallbackSince: null });
  // HEAD and GET of three checks.
  pages.answers.push(500, 500, 500, 500, 500, 500);
  expect(await check()).toMatchObject({ state: 'failing', consecutiveFailures: 1, fallbackSince: null });
  await check();
  expect(await check()).toMatchObject({ problem: 'It answers 500.', fallbackSince: expect.any(String) });
  expect(await where()).toBe('https://example.com/soon');
  expect(await ask('/links/health?state=failing')).toMatchObject([{ linkId: link.id, consecutiveFailures: 3 }]);
  expect(await check()).toMatchObject({ state: 'ok', fallbackSince: null });
  const shown = (await stack.api(tenant)<WireLink & { fallbackSince: unknown }>('GET', `/links/info?linkId=${link.id}`))
    .body;
  expect([shown.url, shown.fallbackSince]).toEqual([`${pages.url}/shop`, null]);
});

it('a code bears the logo that is given, or the domain’s own', async () => {
  const code = async (query: string) =>
    fetch(`${stack.apiUrl}/qr?url=${encodeURIComponent(`https://${tenant.domain}/x`)}${query}`);
  const middle = async (response: Response): Promise<number[]> => {
    const image = decode(await response.arrayBuffer());
    if (image.palette) return [];
    const at = (Math.floor(image.height / 2) * image.width + Math.floor(image.width / 2)) * image.channels;
    return Array.from(image.data.slice(at, at + 3));
  };
  const given = `&logo=${encodeURIComponent(`${pages.url}/logo.png`)}`;
  expect(await middle(await code(given))).toEqual([255, 0, 0]);
  expect(await middle(await code(''))).toEqual([]);
  await stack.api(tenant)('PATCH', `/domains/${tenant.domain}`, {
    logo: `data:image/png;base64,${Buffer.from(RED).toString('base64')}`,
  });
  expect(await middle(await code(''))).toEqual([255, 0, 0]);
  expect(await middle(await code('&hideLogo=true'))).toEqual([]);
  const svg = await code('&format=svg&fgColor=%23ff0000');
  expect(svg.headers.get('content-type')).toBe('image/svg+xml');
  expect(await svg.text()).toMatch(/^<svg .*data:image\/png;base64,/);
  expect((await code(`&format=svg&logo=${encodeURIComponent(`${pages.url}/logo.svg`)}`)).status).toBe(422);
});
