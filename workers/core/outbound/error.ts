/** Why a request of ours to somebody else's server did not happen or did not end well: a closed list, and a sentence for people. */

export const OUTBOUND_FAILURES = [
  /** Not an address that may be asked: scheme, port, user name, host. */
  'address',
  /** The name does not exist, or the DNS could not be asked. */
  'unresolved',
  /** The name leads into a private or reserved network. */
  'private',
  'redirects',
  'timeout',
  'too-large',
  'content-type',
  /** The certificate is expired, not trusted or for another name. */
  'tls',
  /** Refused, reset, or gone. */
  'unreachable',
] as const;
export type OutboundFailure = (typeof OUTBOUND_FAILURES)[number];

/** `message` may be shown to the person who named the address. */
export class OutboundError extends Error {
  readonly failure: OutboundFailure;

  constructor(failure: OutboundFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'OutboundError';
    this.failure = failure;
  }
}

/** What the runtimes say when TLS fails: workerd, Node, and Cloudflare's own words. */
const TLS_WORDS = /certificate|\btls\b|\bssl\b|self.signed|CERT_|ERR_TLS|ERR_SSL/i;

/** Names the failure behind what `fetch` threw, from its message and the messages and codes of its causes. */
export function outboundErrorOf(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'TimeoutError' || at.name === 'AbortError')
      return new OutboundError('timeout', 'The server took too long to answer.', { cause: error });
    const code = (at as { code?: unknown }).code;
    if (TLS_WORDS.test(at.message) || (typeof code === 'string' && TLS_WORDS.test(code)))
      return new OutboundError('tls', 'The server has no valid certificate for this name.', { cause: error });
  }
  return new OutboundError('unreachable', 'The server could not be reached.', { cause: error });
}
