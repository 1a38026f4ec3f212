/** What a domain's DNS has to say, what it says, and the sentences that tell a person what to do. */
import { getDomain } from 'tldts';
import type { Resolver } from '../outbound/ports.ts';
import type { Domain } from './domain.ts';

/** The TXT record lies beside the name, so that it can stand next to a CNAME. */
export const PROOF_LABEL = '_hopline';
const PROOF_PREFIX = 'hopline-verify=';

export interface DnsRecord {
  /** `proof`: the name is yours. `traffic`: visitors reach us. */
  purpose: 'proof' | 'traffic';
  type: 'TXT' | 'CNAME';
  name: string;
  value: string;
  /** `unknown`: the DNS could not be asked. */
  status: 'found' | 'missing' | 'different' | 'unknown';
  /** What is there instead. */
  found: string[];
}

/** At most this much of what is there is shown. */
const MAX_SHOWN = 5;
const MAX_SHOWN_CHARS = 200;

export interface DnsPlan {
  proof: Omit<DnsRecord, 'status' | 'found'>;
  traffic: Omit<DnsRecord, 'status' | 'found'>;
  help: string;
}

export function dnsPlan(domain: Pick<Domain, 'slug' | 'verificationToken'>, target: string): DnsPlan {
  const { slug } = domain;
  const isApex = getDomain(slug) === slug;
  return {
    proof: {
      purpose: 'proof',
      type: 'TXT',
      name: `${PROOF_LABEL}.${slug}`,
      value: PROOF_PREFIX + domain.verificationToken,
    },
    traffic: { purpose: 'traffic', type: 'CNAME', name: slug, value: target },
    help: isApex
      ? `${slug} has no label in front: most DNS providers call the second record ALIAS, ANAME or CNAME flattening.`
      : `Add both records where the DNS of ${getDomain(slug) ?? slug} is kept. The TXT record can go once the domain is verified; the CNAME stays.`,
  };
}

/** Asks the DNS. Throws when it cannot be asked. */
export async function checkDns(
  resolver: Resolver,
  domain: Pick<Domain, 'slug' | 'verificationToken'>,
  target: string,
): Promise<{ records: DnsRecord[]; isProven: boolean; isRouted: boolean }> {
  const { proof, traffic } = dnsPlan(domain, target);
  const [texts, routed] = await Promise.all([
    resolver.query(proof.name, 'TXT'),
    checkTraffic(resolver, domain.slug, target),
  ]);
  const isProven = texts.some((text) => text.trim() === proof.value);
  const said = texts.filter((text) => text.startsWith(PROOF_PREFIX));
  return {
    isProven,
    isRouted: routed.ok,
    records: [
      {
        ...proof,
        status: isProven ? 'found' : said.length > 0 ? 'different' : 'missing',
        found: shown(isProven ? [] : said),
      },
      {
        ...traffic,
        status: routed.ok ? 'found' : routed.found.length > 0 ? 'different' : 'missing',
        found: shown(routed.found),
      },
    ],
  };
}

/** A CNAME to the target, or the target's own addresses: providers flatten CNAMEs at the top of a zone. */
async function checkTraffic(
  resolver: Resolver,
  slug: string,
  target: string,
): Promise<{ ok: boolean; found: string[] }> {
  const names = await resolver.query(slug, 'CNAME');
  if (names.includes(target)) return { ok: true, found: [] };
  const [here, there] = await Promise.all([resolver.query(slug, 'A'), resolver.query(target, 'A')]);
  if (here.length > 0 && here.every((address) => there.includes(address))) return { ok: true, found: [] };
  return { ok: false, found: names.length > 0 ? names : here };
}

function shown(values: string[]): string[] {
  return values.slice(0, MAX_SHOWN).map((value) => value.slice(0, MAX_SHOWN_CHARS));
}
