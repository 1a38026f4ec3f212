/** Deletes a domain with all its links: out of service at once, its links in steps, the row last. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { changeOf } from './change.ts';
import { clearDomain } from './clear.ts';
import type { Domain } from './domain.ts';
import { changedMeanwhile, findDomain } from './find.ts';
import type { ClearContext, DomainContext } from './ports.ts';
import { publishDomain } from './publish.ts';

/** Links removed while the caller waits; the job removes the rest. */
const LINKS_AT_ONCE = 20;

/** @returns the name. Throws `not_found`, and `conflict` for a shared domain. */
export async function deleteDomain(context: DomainContext, clear: ClearContext, name: string): Promise<string> {
  requireScope(context.actor, 'domains.write');
  const before = await findDomain(context, name);
  if (before.shared)
    throw new AppError(
      'conflict',
      `${before.slug} is shared by every workspace of this instance. Take it off the list of shared domains first.`,
    );
  const now = context.now();
  const after: Domain = {
    ...before,
    verified: false,
    primary: false,
    deletingAt: now,
    revision: before.revision + 1,
    updatedAt: now,
  };
  const entry = auditEntry(context.actor, 'domain.delete', before.id, changeOf(before, undefined), now);
  if ((await context.domains.update(before, after, entry)) !== 'written') throw changedMeanwhile(before.slug);
  await publishDomain(context, before.slug);
  await finishDeletion(context, clear, after, LINKS_AT_ONCE);
  return before.slug;
}

/** One step of the removal; safe to repeat. True when nothing of the domain is left. */
export async function finishDeletion(
  context: Pick<DomainContext, 'domains' | 'hostnames' | 'failed'>,
  clear: ClearContext,
  domain: Domain,
  maxLinks: number,
): Promise<boolean> {
  if (!(await clearDomain(clear, domain.slug, maxLinks))) return false;
  try {
    if (domain.hostnameId !== null) await context.hostnames?.remove(domain.hostnameId);
  } catch (error) {
    context.failed('hostname', domain.slug, error);
    return false;
  }
  await context.domains.drop(domain);
  return true;
}
