/** Asks the DNS whether a domain is the workspace's own, and puts it into service when it is. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { changeOf } from './change.ts';
import { checkDns, type DnsRecord, dnsPlan } from './dns.ts';
import type { Domain } from './domain.ts';
import { changedMeanwhile, findDomain, takenByOthers } from './find.ts';
import { isLocalName } from './local-name.ts';
import type { DomainContext, HostnameState } from './ports.ts';
import { publishDomain } from './publish.ts';

export interface Verification {
  domain: Domain;
  records: DnsRecord[];
  help: string;
  /** Undefined where certificates are not made through an API. */
  certificate: HostnameState | undefined;
}

/** Throws `not_found`, `service_unavailable` (the DNS cannot be asked), `conflict` (another workspace was first). */
export async function verifyDomain(context: DomainContext, name: string): Promise<Verification> {
  requireScope(context.actor, 'domains.write');
  return verifyFound(context, await findDomain(context, name));
}

/** The same, for the job that looks after domains nobody clicks "verify" for. */
export async function verifyFound(context: DomainContext, domain: Domain): Promise<Verification> {
  if (isLocalName(domain.slug)) return localVerification(domain);
  const { records, isProven } = await askDns(context, domain);
  await context.domains.note(domain, { checkedAt: context.now() });
  const proven = isProven && !domain.verified ? await markVerified(context, domain) : domain;
  const certificate = proven.verified ? await bringCertificate(context, proven) : undefined;
  return { domain: proven, records, help: dnsPlan(domain, context.target).help, certificate };
}

async function askDns(context: DomainContext, domain: Domain) {
  try {
    return await checkDns(context.resolver, domain, context.target);
  } catch (error) {
    throw new AppError('service_unavailable', 'The DNS could not be asked at the moment. Try again.', { cause: error });
  }
}

/** The links of whoever had the name before must be gone first: they would answer under its new owner. */
async function markVerified(context: DomainContext, before: Domain): Promise<Domain> {
  const holder = await context.truth.holder(before.slug);
  if (holder?.isLeaving)
    throw new AppError(
      'conflict',
      `${before.slug} is being deleted where it was used before. Try again in some minutes.`,
    );
  if (holder) throw takenByOthers(before.slug);
  const now = context.now();
  const after: Domain = { ...before, verified: true, checkedAt: now, revision: before.revision + 1, updatedAt: now };
  const entry = auditEntry(context.actor, 'domain.verify', before.id, changeOf(before, after), now);
  const outcome = await context.domains.update(before, after, entry);
  if (outcome === 'taken') throw takenByOthers(before.slug);
  if (outcome === 'changed') throw changedMeanwhile(before.slug);
  await publishDomain(context, after.slug);
  return after;
}

/** A provider that fails is asked again by the next check; the domain itself is in service. */
async function bringCertificate(context: DomainContext, domain: Domain): Promise<HostnameState | undefined> {
  if (!context.hostnames) return undefined;
  try {
    const known = domain.hostnameId === null ? undefined : await context.hostnames.state(domain.hostnameId);
    const state = known ?? (await context.hostnames.add(domain.slug));
    if (state.id !== domain.hostnameId || state.status !== domain.hostnameStatus)
      await context.domains.note(domain, { hostnameId: state.id, hostnameStatus: state.status });
    return state;
  } catch (error) {
    context.failed('hostname', domain.slug, error);
    return { id: '', status: 'unknown', problems: ['The certificate provider could not be asked. We will try again.'] };
  }
}

/** What has to be there, and what is: also where the DNS cannot be asked, because then a person still needs to know what to add. */
export async function describeDns(context: DomainContext, name: string): Promise<Verification> {
  requireScope(context.actor, 'domains.read');
  const domain = await findDomain(context, name);
  if (isLocalName(domain.slug)) return localVerification(domain);
  const { proof, traffic, help } = dnsPlan(domain, context.target);
  const unasked = [proof, traffic].map((record): DnsRecord => ({ ...record, status: 'unknown', found: [] }));
  const asked = await checkDns(context.resolver, domain, context.target).catch(() => ({ records: unasked }));
  return { domain, help, records: asked.records, certificate: undefined };
}

function localVerification(domain: Domain): Verification {
  return { domain, records: [], help: 'Names under localhost need no DNS.', certificate: undefined };
}
