/** Changes a domain's settings, or its name as long as no link bears it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { changedMeanwhile, requireRevision } from '../schema/revision.ts';
import { changeOf } from './change.ts';
import type { Domain } from './domain.ts';
import { findDomain, takenByOthers } from './find.ts';
import { parseHostName } from './host-name.ts';
import { isLocalName } from './local-name.ts';
import type { DomainContext } from './ports.ts';
import { publishDomain } from './publish.ts';
import { applySettings } from './settings.ts';
import type { UpdateDomainInput } from './wire.ts';

/**
 * @param revision the state the caller has seen; undefined when any will do.
 * Throws `not_found`, `unprocessable_entity`, `conflict`, `precondition_failed`.
 */
export async function updateDomain(
  context: DomainContext,
  name: string,
  input: UpdateDomainInput,
  revision?: number,
): Promise<Domain> {
  requireScope(context.actor, 'domains.write');
  const before = await findDomain(context, name);
  requireRevision('domain', before.revision, revision);
  const { slug, ...settings } = input;
  const now = context.now();
  const renamed = await rename(context, before, slug);
  const after: Domain = { ...applySettings(renamed, settings), revision: before.revision + 1, updatedAt: now };
  if (after.caseSensitive !== before.caseSensitive) await requireNoLinks(context, before, 'its case rule');
  const entry = auditEntry(context.actor, 'domain.update', before.id, changeOf(before, after), now);
  const outcome = await context.domains.update(before, after, entry);
  if (outcome === 'changed') throw changedMeanwhile('domain', revision);
  if (outcome === 'taken') throw takenByOthers(after.slug);
  await publishDomain(context, before.slug);
  if (after.slug !== before.slug) await publishDomain(context, after.slug);
  return after;
}

/** Another name has to be proven again. */
async function rename(context: DomainContext, domain: Domain, wanted: string | undefined): Promise<Domain> {
  const slug = wanted === undefined ? domain.slug : parseHostName('slug', wanted, context.rules);
  if (slug === domain.slug) return domain;
  if (domain.shared) throw new AppError('conflict', `${domain.slug} is shared by every workspace of this instance.`);
  await requireNoLinks(context, domain, 'its name');
  const holder = await context.truth.holder(slug);
  if (holder && holder.workspaceId !== domain.workspaceId) throw takenByOthers(slug);
  return { ...domain, slug, verified: isLocalName(slug), checkedAt: 0 };
}

async function requireNoLinks(context: DomainContext, domain: Domain, what: string): Promise<void> {
  const count = await context.links.count({ domain: domain.slug, showArchived: true });
  if (count === 0 && !domain.shared) return;
  throw new AppError(
    'conflict',
    domain.shared
      ? `${domain.slug} is shared by every workspace of this instance: ${what} cannot change.`
      : `${domain.slug} has ${count} links, whose addresses would change with ${what}. Delete or move them first.`,
  );
}
