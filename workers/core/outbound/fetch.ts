/** Asks an address that somebody else has named: every hop is checked before it is taken, and nothing is read without a bound. */
import { isPublicAddress } from './address.ts';
import { OutboundError, outboundErrorOf } from './error.ts';
import type { OutboundAnswer, OutboundOptions, OutboundPorts } from './ports.ts';
import { parseTarget } from './target.ts';

const USER_AGENT = 'Hopline/1.0 (link checks, previews, webhooks)';
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Throws OutboundError, and nothing else. */
export async function fetchOutbound(
  ports: OutboundPorts,
  url: string,
  options: OutboundOptions,
): Promise<OutboundAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    return await inTime(signal, follow(ports, url, options, signal));
  } catch (error) {
    throw outboundErrorOf(error);
  }
}

async function follow(
  ports: OutboundPorts,
  first: string,
  options: OutboundOptions,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const redirects: OutboundAnswer['redirects'] = [];
  for (let url = first; ;) {
    const target = parseTarget(url, ports.policy);
    if (target.resolve !== undefined) await requirePublic(ports, target.resolve);
    const response = await ports.send(target.url.href, requestInit(target.url, first, options, signal));
    const next = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (next === null || options.maxRedirects === 0) return read(response, target.url.href, options, redirects);
    await response.body?.cancel();
    redirects.push({ url: target.url.href, status: response.status });
    if (redirects.length > options.maxRedirects)
      throw new OutboundError('redirects', `The address redirects more than ${options.maxRedirects} times.`);
    url = resolveLocation(next, target.url);
  }
}

/** Every address of the name must be public: one private address among them is how a name is made to point both ways. */
async function requirePublic({ resolver }: OutboundPorts, name: string): Promise<void> {
  const found = await Promise.all([resolver.query(name, 'A'), resolver.query(name, 'AAAA')]).catch((error: unknown) => {
    throw new OutboundError('unresolved', `The DNS could not be asked about "${name}".`, { cause: error });
  });
  const addresses = found.flat();
  if (addresses.length === 0) throw new OutboundError('unresolved', `There is no host named "${name}".`);
  if (!addresses.every(isPublicAddress))
    throw new OutboundError('private', `"${name}" leads into a private or reserved network.`);
}

/** No cookies, no credentials, no referrer, nothing of the request that made us ask. */
function requestInit(url: URL, first: string, options: OutboundOptions, signal: AbortSignal): RequestInit {
  const isFirstOrigin = url.origin === new URL(first).origin;
  const { method = 'GET', headers = {}, body } = options;
  const accept = headers['accept'] ?? '*/*';
  return {
    method,
    redirect: 'manual',
    headers: { ...(isFirstOrigin ? headers : {}), accept, 'user-agent': USER_AGENT },
    signal,
    ...(body === undefined || !isFirstOrigin ? {} : { body }),
  };
}

function resolveLocation(location: string, base: URL): string {
  if (!URL.canParse(location, base)) throw new OutboundError('redirects', 'The address redirects to nowhere.');
  return new URL(location, base).href;
}

async function read(
  response: Response,
  url: string,
  options: OutboundOptions,
  redirects: OutboundAnswer['redirects'],
): Promise<OutboundAnswer> {
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (response.ok && options.accepts && !options.accepts.test(type)) {
    await response.body?.cancel();
    throw new OutboundError('content-type', `The server sent ${type === '' ? 'no media type' : `"${type}"`}.`);
  }
  const { body, isCut } = await readUpTo(response, options.maxBytes);
  if (isCut && options.tooLong === 'throw')
    throw new OutboundError('too-large', `The server sent more than ${Math.floor(options.maxBytes / 1_000)} KB.`);
  return { url, status: response.status, headers: response.headers, body, isCut, redirects };
}

/** Counts what arrives, whatever `content-length` says; a compressed body is counted as it unfolds. */
async function readUpTo(
  response: Response,
  maxBytes: number,
): Promise<{ body: Uint8Array<ArrayBuffer>; isCut: boolean }> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (reader && bytes <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) return { body: join(chunks, bytes), isCut: false };
    chunks.push(value);
    bytes += value.byteLength;
  }
  // Not awaited: a server that never ends must not hold what has been read.
  reader?.cancel().catch(() => undefined);
  return { body: join(chunks, bytes).slice(0, maxBytes), isCut: reader !== undefined };
}

function join(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** The time is up for DNS questions and slow bodies, too, which know nothing of the signal. */
function inTime<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
