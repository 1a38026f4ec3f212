/** Chooses the domain that links get when they name none. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { Domain } from './domain.ts';
import { changedMeanwhile, findDomain } from './find.ts';
import type { DomainContext } from './ports.ts';

/** Throws `not_found`, and `conflict` for a domain that cannot serve links. */
export async function makePrimary(context: DomainContext, name: string): Promise<Domain> {
  requireScope(context.actor, 'domains.write');
  const domain = await findDomain(context, name);
  if (domain.primary) return domain;
  if (!domain.verified) throw new AppError('conflict', `${domain.slug} is not verified yet. Verify it first.`);
  if (domain.archived) throw new AppError('conflict', `${domain.slug} is archived. Bring it back first.`);
  const now = context.now();
  const entry = auditEntry(context.actor, 'domain.make_primary', domain.id, { after: { slug: domain.slug } }, now);
  if (!(await context.domains.makePrimary(domain, now, entry))) throw changedMeanwhile(domain.slug);
  return { ...domain, primary: true, updatedAt: now };
}
