import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDestination } from '#core/health/check.ts';
import { OutboundError, outboundErrorOf } from '#core/outbound/error.ts';
import type { OutboundAnswer } from '#core/outbound/ports.ts';
import { canFrame, judgeFrame, readPage } from '#core/page/page.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import { Receiver } from '../support/receiver.ts';

const outbound = openOutbound({ resolver: { query: async () => [] }, allowLoopback: true });
const LATIN = Uint8Array.from('<html><title>Stra\u00dfe</title>', (char) => char.charCodeAt(0));
let server: Receiver;

beforeAll(async () => {
  server = await Receiver.start({
    '/page': { headers: { 'content-type': 'text/html' }, body: '<title>x</title>' },
    '/latin': { headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body: LATIN },
    '/picture': { headers: { 'content-type': 'image/png' } },
    '/closed': { headers: { 'content-type': 'text/html', 'x-frame-options': 'SAMEORIGIN' } },
    '/gone': { status: 404 },
    '/robot': { status: 403 },
    '/moved': { status: 301, headers: { location: '/page' } },
    '/sometimes': { status: 302, headers: { location: '/page' } },
    '/loop': { status: 302, headers: { location: '/loop' } },
  });
});
afterAll(() => server.stop());

const readText = async (html: Response) => ({
  title: await html.text(),
  description: null,
  image: null,
  favicon: null,
});

describe('a look at a page', () => {
  it('reads it in its own encoding', async () => {
    expect((await readPage({ outbound, readTags: readText }, `${server.url}/latin`)).title).toContain('Straße');
  });

  it('says why there is nothing, and refuses addresses that may not be asked', async () => {
    const look = async (path: string) => (await readPage({ outbound, readTags: readText }, server.url + path)).problem;
    expect(await look('/gone')).toBe('The page answers 404.');
    expect(await look('/picture')).toBe('It is no HTML page.');
    expect(await look('/loop')).toMatch(/redirects more than/);
    const inside = readPage({ outbound, readTags: readText }, 'http://192.168.0.1/');
    await expect(inside).rejects.toMatchObject({ code: 'unprocessable_entity' });
  });
});

describe('a frame', () => {
  it('is open unless the page says no', async () => {
    expect(await canFrame(outbound, `${server.url}/page`)).toEqual({ iframeable: true, reason: null });
    expect((await canFrame(outbound, `${server.url}/closed`)).iframeable).toBe(false);
  });

  it.each([
    [{ 'x-frame-options': 'DENY' }, false],
    [{ 'x-frame-options': 'allow-from https://x.test' }, true],
    [{ 'content-security-policy': "default-src 'self'; frame-ancestors 'none'" }, false],
    [{ 'content-security-policy': "frame-ancestors 'self' https://acme.com" }, false],
    [{ 'content-security-policy': 'frame-ancestors *', 'x-frame-options': 'DENY' }, true],
    [{ 'content-security-policy': "frame-src 'none'" }, true],
    [{ 'content-security-policy': "frame-ancestors *, frame-ancestors 'none'" }, false],
  ])('%j: %j', (headers, expected) => expect(judgeFrame(new Headers(headers)).iframeable).toBe(expected));
});

describe('the destination of a link', () => {
  it.each([
    ['/page', { state: 'ok', httpStatus: 200, problem: null, redirects: 0 }],
    ['/sometimes', { state: 'ok', redirects: 1 }],
    ['/moved', { state: 'redirects', redirects: 1 }],
    ['/gone', { state: 'failing', httpStatus: 404, problem: 'It answers 404.' }],
    ['/robot', { state: 'guarded', httpStatus: 403 }],
    ['/loop', { state: 'failing', failure: 'redirects' }],
  ])('at %s is %j', async (path, expected) => {
    expect(await checkDestination(outbound, server.url + path)).toMatchObject(expected);
  });

  it('that nobody serves, or that may not be asked, fails with the reason', async () => {
    expect(await checkDestination(outbound, 'http://127.0.0.1:1/')).toMatchObject({
      state: 'failing',
      failure: 'unreachable',
    });
    expect(await checkDestination(outbound, 'http://10.0.0.1/')).toMatchObject({
      state: 'failing',
      failure: 'private',
    });
  });

  it('with a bad certificate fails with that, whatever the runtime calls it', async () => {
    const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
    expect(outboundErrorOf(new TypeError('fetch failed', { cause })).failure).toBe('tls');
    expect(outboundErrorOf(new Error("TLS peer's certificate is not trusted")).failure).toBe('tls');
    const answer = {
      url: 'https://a.test/',
      status: 526,
      headers: new Headers(),
      redirects: [],
    } as unknown as OutboundAnswer;
    expect(await checkDestination(async () => answer, 'https://a.test/')).toMatchObject({
      state: 'failing',
      failure: 'tls',
    });
  });

  it('is asked by GET where HEAD is refused or wrong', async () => {
    const methods: unknown[] = [];
    const ask = async (url: string, { method }: { method?: string }): Promise<OutboundAnswer> => {
      methods.push(method);
      if (method === 'HEAD') throw new OutboundError('unreachable', 'The server could not be reached.');
      return { url, status: 200, headers: new Headers(), body: new Uint8Array(0), isCut: false, redirects: [] };
    };
    expect((await checkDestination(ask, 'https://a.test/')).state).toBe('ok');
    expect(methods).toEqual(['HEAD', 'GET']);
  });
});
