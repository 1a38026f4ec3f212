/** Addresses that links must not lead to: what a list says about one. */

export const THREATS = ['phishing', 'malware', 'unwanted'] as const;
export type Threat = (typeof THREATS)[number];

export interface Listing {
  /** As it was asked about. */
  address: string;
  threat: Threat;
}

/** A list of dangerous addresses. */
export interface HazardSource {
  /** Names the source in the log. */
  readonly name: string;
  /** True for a list kept by the operators of this instance: what stands on it, they have decided themselves. */
  readonly isOwn: boolean;
  /** Those of these addresses that are listed. Throws when the list cannot be asked. */
  find(addresses: readonly string[]): Promise<Listing[]>;
}

/** A host and every name above it that somebody can own: `a.b.acme.com` → itself, `b.acme.com`, `acme.com`. */
export function withParents(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, at) => labels.slice(at).join('.'));
}
