/** Brings a deleted link back, with its name, id and clicks, while its name rests. */
import { refuseQuarantined } from '../abuse/block.ts';
import { refuseHazards } from '../abuse/screen.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { requireFolderWrite } from '../folder/access.ts';
import { describeChange } from './change.ts';
import { externalIdTaken, releaseQuietly } from './create.ts';
import type { Link } from './link.ts';
import { claimName } from './name.ts';
import type { DeletedLink, LinkContext } from './ports.ts';
import { publishLink, QUARANTINE_MS } from './publish.ts';

/** Restoring a link that is there returns it. Throws `not_found`, `unprocessable_entity` when its destination was listed meanwhile, or `conflict` when its name or external id is used. */
export async function restoreLink(context: LinkContext, linkId: string): Promise<Link> {
  requireScope(context.actor, 'links.write');
  refuseQuarantined(context.actor.workspace);
  const present = await context.links.byId(linkId);
  if (present) return present;
  const deleted = await context.links.deleted(linkId);
  const now = context.now();
  if (!deleted || deleted.deletedAt + QUARANTINE_MS <= now)
    throw new AppError('not_found', `No deleted link "${linkId}" in this workspace.`);
  const { link: before } = deleted;
  await requireFolderWrite(context.actor, context.folders, before.folderId);
  await refuseHazards(context.screening, before);
  const folder = before.folderId === null ? undefined : await context.folders.byId(before.folderId);
  const known = new Set((await context.tags.byIds(before.tagIds)).map((tag) => tag.id));
  const link: Link = {
    ...before,
    folderId: folder ? before.folderId : null,
    tagIds: before.tagIds.filter((id) => known.has(id)),
    revision: before.revision + 1,
    updatedAt: Math.max(now, before.updatedAt),
  };
  await claimName(context, link, link.id, before.revision);
  const entry = auditEntry(context.actor, 'link.restore', link.id, describeChange(undefined, link), now);
  const outcome = await context.links.restore(link, entry);
  if (outcome !== 'written') {
    await releaseQuietly(context, link);
    throw outcome === 'external-id-taken'
      ? externalIdTaken(link.externalId)
      : new AppError('conflict', `This link is there, or its key "${link.key}" is used again.`);
  }
  await publishLink(context, link);
  return link;
}

/** Deleted links that can still be restored, the newest deletions first. */
export async function listDeleted(
  context: LinkContext,
  { limit, startingAfter }: { limit: number; startingAfter?: string | undefined },
): Promise<DeletedLink[]> {
  requireScope(context.actor, 'links.read');
  const after = startingAfter === undefined ? undefined : await context.links.deleted(startingAfter);
  if (startingAfter !== undefined && !after) return [];
  const page = await context.links.deletedPage({
    limit,
    ...(after ? { before: { id: after.link.id, deletedAt: after.deletedAt } } : {}),
  });
  return page.filter(({ deletedAt }) => deletedAt + QUARANTINE_MS > context.now());
}
