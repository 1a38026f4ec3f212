/** What asking other people's servers needs from the world. */
import type { TargetPolicy } from './target.ts';

export type RecordType = 'A' | 'AAAA' | 'TXT' | 'CNAME' | 'NS';

/** The DNS. */
export interface Resolver {
  /**
   * The values of a name's records of one type; names in lower case without a trailing dot, TXT strings joined. Empty when
   * there are none or no such name. For A and AAAA the resolver follows CNAMEs. Throws when the DNS cannot be asked.
   */
  query(name: string, type: RecordType): Promise<string[]>;
}

export interface OutboundPorts {
  resolver: Resolver;
  /** `fetch` with `redirect: 'manual'`, without cookies or caches. */
  send(url: string, init: RequestInit): Promise<Response>;
  policy: TargetPolicy;
}

export interface OutboundOptions {
  method?: 'GET' | 'HEAD' | 'POST';
  /** Sent to the first origin only; a redirect to another one gets `accept` and our name alone. */
  headers?: Record<string, string>;
  body?: string;
  /** From the first DNS question to the last byte. */
  timeoutMs: number;
  /** 0: a redirect is an answer like any other. */
  maxRedirects: number;
  maxBytes: number;
  /** What to do with a longer body: keep its beginning, or throw `too-large`. */
  tooLong: 'cut' | 'throw';
  /** Media types that are read, e.g. `/^image\//`; others throw `content-type`. Looked at on success answers only. */
  accepts?: RegExp;
}

export interface OutboundAnswer {
  /** Where the answer came from, after redirects. */
  url: string;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** True when `body` is only the beginning. */
  isCut: boolean;
  /** Addresses that redirected, in order, with the status of each. */
  redirects: { url: string; status: number }[];
}

/** A request to an address somebody else has named. Throws OutboundError. */
export type Outbound = (url: string, options: OutboundOptions) => Promise<OutboundAnswer>;
