/** What was changed of a link, by whom and when: its lines of the audit log. */
import { requireScope } from '../access/actor.ts';
import type { AuditEntry, Change } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { LinkContext } from './ports.ts';

export interface HistoryEntry extends Pick<AuditEntry, 'id' | 'actor' | 'action' | 'requestId' | 'createdAt'> {
  change: Change;
}

/** The audit log of one workspace's links. */
export interface LinkHistoryStore {
  /** Newest first; only those older than the entry `before`. */
  page(linkId: string, limit: number, before?: string): Promise<HistoryEntry[]>;
  entry(linkId: string, id: string): Promise<HistoryEntry | undefined>;
}

export interface HistoryContext extends LinkContext {
  history: LinkHistoryStore;
}

/** Throws `not_found` for a link that is neither there nor among the deleted. */
export async function linkHistory(
  context: HistoryContext,
  linkId: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<HistoryEntry[]> {
  requireScope(context.actor, 'links.read');
  const exists = (await context.links.byId(linkId)) ?? (await context.links.deleted(linkId));
  if (!exists) throw new AppError('not_found', `No link "${linkId}" in this workspace.`);
  return context.history.page(linkId, limit, before);
}
