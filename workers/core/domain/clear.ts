/** Removes the links of a domain that is going, some at a time. */
import type { AuditAction } from '../audit/actions.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { newEntityId } from '../id/entity-id.ts';
import { describeChange } from '../link/change.ts';
import type { Link } from '../link/link.ts';
import { ANY_REVISION, withdrawName } from '../link/publish.ts';
import type { ClearContext } from './ports.ts';

const PAGE = 50;
/** Each takes several store calls, and a worker has six connections. */
const PARALLEL = 5;

/** Removes up to `maxLinks`. True when none is left. Their clicks stay in the reports. */
export async function clearDomain(context: ClearContext, slug: string, maxLinks: number): Promise<boolean> {
  for (let removed = 0; removed < maxLinks;) {
    const limit = Math.min(PAGE, maxLinks - removed);
    const page = await context.links.list(
      { domain: slug, showArchived: true },
      { limit, offset: 0, sort: 'createdAt', order: 'asc' },
    );
    if (page.length === 0) return true;
    for (let at = 0; at < page.length; at += PARALLEL)
      await Promise.all(page.slice(at, at + PARALLEL).map((link) => removeLink(context, link)));
    removed += page.length;
  }
  return (await context.links.count({ domain: slug, showArchived: true })) === 0;
}

/** A link that changed in between stays, and is in the next page again. */
async function removeLink(context: ClearContext, link: Link): Promise<void> {
  if (await context.links.remove(link, entryOf(link, context.now())))
    await withdrawName(context, link, link.id, ANY_REVISION);
}

function entryOf(link: Link, now: number): AuditEntry {
  return {
    id: newEntityId('auditEntry', now),
    workspaceId: link.workspaceId,
    actor: 'system:delete-domain',
    action: 'link.delete' satisfies AuditAction,
    target: link.id,
    change: JSON.stringify(describeChange(link, undefined)),
    requestId: '',
    ipHash: null,
    createdAt: now,
  };
}
