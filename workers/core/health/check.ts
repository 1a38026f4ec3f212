/** Asks a destination whether it answers. Pure but for the request. */
import { OutboundError } from '../outbound/error.ts';
import type { Outbound, OutboundAnswer, OutboundOptions } from '../outbound/ports.ts';
import type { Finding } from './health.ts';

const ASK: OutboundOptions = {
  headers: { accept: 'text/html,*/*' },
  timeoutMs: 10_000,
  maxRedirects: 8,
  maxBytes: 1_000,
  tooLong: 'cut',
};
/** Refusals of machines: they say nothing about people. */
const GUARDED: ReadonlySet<number> = new Set([
  401, 402, 403, 405, 406, 407, 418, 421, 423, 425, 426, 428, 429, 451, 501, 999,
]);
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);
/** What Cloudflare answers in place of an origin whose TLS or connection failed (its codes 520 to 530). */
const ORIGIN_TLS: ReadonlySet<number> = new Set([525, 526]);
const ORIGIN_TIMEOUT: ReadonlySet<number> = new Set([522, 524]);
/** Schemes of apps have no server to ask. */
export function isCheckable(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

/** HEAD first, because it is cheap; GET when that is refused or fails, because many servers get HEAD wrong. Never throws. */
export async function checkDestination(outbound: Outbound, url: string): Promise<Finding> {
  const head = await ask(outbound, url, 'HEAD');
  return head.state === 'ok' || head.state === 'redirects' ? head : ask(outbound, url, 'GET');
}

async function ask(outbound: Outbound, url: string, method: 'HEAD' | 'GET'): Promise<Finding> {
  try {
    return judge(await outbound(url, { ...ASK, method }));
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const { failure, message } = error;
    return { state: 'failing', httpStatus: null, failure, problem: message, redirects: 0, finalUrl: null };
  }
}

function judge({ status, redirects, url }: OutboundAnswer): Finding {
  const found = { httpStatus: status, failure: null, redirects: redirects.length, finalUrl: url };
  if (ORIGIN_TLS.has(status))
    return {
      ...found,
      state: 'failing',
      failure: 'tls',
      problem: 'The server has no valid certificate for this name.',
    };
  if (ORIGIN_TIMEOUT.has(status))
    return { ...found, state: 'failing', failure: 'timeout', problem: 'The server took too long to answer.' };
  if (GUARDED.has(status)) return { ...found, state: 'guarded', problem: `It answers machines with ${status}.` };
  if (status >= 400) return { ...found, state: 'failing', problem: `It answers ${status}.` };
  const isMoved = redirects.length > 0 && redirects.every((each) => PERMANENT.has(each.status));
  if (isMoved) return { ...found, state: 'redirects', problem: 'It has moved for good to another address.' };
  return { ...found, state: 'ok', problem: null };
}
