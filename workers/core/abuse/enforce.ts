/** Puts a block on a link or takes it off, and brings every copy of the link in line. Safe to repeat. */
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { describeChange } from '../link/change.ts';
import type { Link } from '../link/link.ts';
import type { LinkContext } from '../link/ports.ts';
import { publishLink } from '../link/publish.ts';
import type { Block } from './block.ts';
import type { AbuseCase } from './case.ts';
import type { CaseStore } from './ports.ts';

/** Attempts against its owner, who may be changing the link at the same time. */
const MAX_ATTEMPTS = 10;

/** The link verbs' stores of one workspace, opened for the desk: it acts for no member. */
export type Enforcement = Pick<LinkContext, 'actor' | 'links' | 'claims' | 'cache' | 'copyFailed' | 'now'>;

/** @returns the link as it is now; undefined when it is gone. Throws `conflict` for one that keeps changing. */
export async function setBlock(context: Enforcement, linkId: string, block: Block | null): Promise<Link | undefined> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await context.links.byId(linkId);
    if (!before || before.settings.blocked?.reason === block?.reason) return before;
    const { blocked: _blocked, ...settings } = before.settings;
    const now = context.now();
    const after: Link = {
      ...before,
      settings: block ? { ...settings, blocked: block } : settings,
      revision: before.revision + 1,
      updatedAt: Math.max(now, before.updatedAt),
    };
    const action = block ? 'link.block' : 'link.unblock';
    const entry = auditEntry(context.actor, action, linkId, describeChange(before, after), now);
    if ((await context.links.update(before, after, entry)) !== 'written') continue;
    await publishLink(context, after);
    return after;
  }
  throw new AppError('conflict', 'This link kept changing. Decide again.');
}

export interface SettleContext {
  cases: Pick<CaseStore, 'settled'>;
  /** Undefined when the workspace is gone, and its links with it. */
  linksOf(workspaceId: string): Promise<Enforcement | undefined>;
}

/** Brings the link of a decided case in line with the decision. What fails is left to the job that repeats it. */
export async function settleCase(context: SettleContext, decided: AbuseCase): Promise<void> {
  const { id, linkId, workspaceId, status, reason, decidedAt, updatedAt } = decided;
  const links = linkId === null ? undefined : await context.linksOf(workspaceId);
  if (links && linkId !== null) {
    const isBlocked = status === 'blocked' || status === 'appealed';
    await setBlock(links, linkId, isBlocked ? { since: decidedAt ?? updatedAt, reason: reason ?? 'other' } : null);
  }
  await context.cases.settled(id);
}
