/** Moves a link to another workspace of the same person, under a domain of that workspace. */
import { refuseBlocked, refuseQuarantined } from '../abuse/block.ts';
import { refuseHazards } from '../abuse/screen.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refuseWhenLeaving } from '../workspace/delete.ts';
import { newEntityId } from '../id/entity-id.ts';
import { describeChange } from './change.ts';
import { insertOrRelease } from './create.ts';
import { deleteLink } from './delete.ts';
import { refuseLoops } from './draft/loops.ts';
import { loadLinkToWrite } from './get.ts';
import type { Link } from './link.ts';
import { chooseDomain, claimName, parseKey } from './name.ts';
import type { LinkContext } from './ports.ts';
import { publishLink } from './publish.ts';

/**
 * @param to the other workspace; undefined when the person is not a member of it.
 * A new link there, then none here; what happens in between leaves both, never none. Clicks so far stay in the reports of the
 * workspace they were counted in, tags and folder behind. Throws `conflict` when the key is taken
 * there, `forbidden` when the plan there is used up.
 */
export async function transferLink(
  from: LinkContext,
  to: LinkContext | undefined,
  idOrExternal: string,
  wantedDomain: string | undefined,
): Promise<Link> {
  requireScope(from.actor, 'links.write');
  refuseQuarantined(from.actor.workspace);
  const link = await loadLinkToWrite(from, idOrExternal);
  refuseBlocked(link);
  if (!to) throw new AppError('forbidden', 'You are not a member of the workspace you named.');
  requireScope(to.actor, 'links.write');
  refuseWhenLeaving(to.actor.workspace);
  refuseQuarantined(to.actor.workspace);
  if (from.links.workspaceId === to.links.workspaceId)
    throw new AppError('bad_request', 'workspaceId: the link is in this workspace already.');
  await to.entitlements.require('links');
  const domain = chooseDomain(await to.domains.all(), wantedDomain);
  const name = { domain: domain.slug, key: parseKey(domain, link.key) };
  await refuseLoops(to.domains, link);
  await refuseHazards(to.screening, link);
  const now = to.now();
  const moved: Link = {
    ...link,
    ...name,
    id: newEntityId('link', now),
    workspaceId: to.links.workspaceId,
    userId: to.actor.userId,
    folderId: null,
    tagIds: [],
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
  await claimName(to, name, moved.id, 0);
  const change = describeChange(undefined, moved);
  await insertOrRelease(to, moved, auditEntry(to.actor, 'link.receive', moved.id, change, now));
  await publishLink(to, moved);
  await deleteLink(from, link.id);
  return moved;
}
