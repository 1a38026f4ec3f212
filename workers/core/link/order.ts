/** The manual order of links: those placed come first in lists sorted by `manual`, in the order given. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { refusal } from '../error/refuse.ts';
import type { LinkContext } from './ports.ts';

/** More than this nobody arranges by hand; the whole order is written anew each time. */
export const MAX_PLACED_LINKS = 200;
/** The order belongs to the workspace; its line of the audit log needs a target. */
const TARGET = 'order';

/** @returns the order as it is now. Throws `unprocessable_entity` for an id that is not a link of this workspace. */
export async function orderLinks(context: LinkContext, linkIds: string[]): Promise<string[]> {
  requireScope(context.actor, 'links.write');
  const ids = [...new Set(linkIds)];
  const known = new Set((await context.links.byIds(ids)).map((link) => link.id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw refusal('linkIds', 'is not a link of this workspace', unknown);
  const entry = auditEntry(context.actor, 'link.order', TARGET, { after: { linkIds: ids } }, context.now());
  await context.links.place(ids, entry);
  return ids;
}
