/** What lookups need from the outside: the copy (KV), the truth (D1), a clock. */

/** A stored routing record: JSON text and the link's revision. */
export interface StoredRoute {
  text: string;
  revision: number;
}

/** A key of a domain and when it was claimed (Unix ms). */
export interface Claim {
  key: string;
  claimedAt: number;
}

/** The KV copy. Reads may be up to COPY_CACHE_SECONDS old. */
export interface Copies {
  get(name: string): Promise<string | null>;
  put(name: string, text: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** D1. Each call is one statement per shard it names. */
export interface Truth {
  route(domain: string, key: string): Promise<StoredRoute | null>;
  /** Up to `limit + 1` claims per shard of a domain since a moment; more than `limit` means there are more. */
  claims(domain: string, sinceMs: number, limit: number): Promise<Claim[][]>;
  /** JSON text of the domain's record; null when the domain is unknown or not verified. */
  domain(host: string): Promise<string | null>;
  /** The entry of the strict workspaces, see core/route/strict.ts. */
  strict(): Promise<string>;
  /** The entry of the workspaces in quarantine, see core/route/quarantine.ts. */
  quarantined(): Promise<string>;
}

/** Keeps work going after the response, as `ctx.waitUntil` does. */
export type Defer = (work: Promise<unknown>) => void;

/** D1 or its protection says that the answer cannot be known now. */
export class LookupUnavailable extends Error {
  override readonly name = 'LookupUnavailable';
}
