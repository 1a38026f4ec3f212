/** Changes of links that webhooks want to hear of: written with the change, read by whoever makes deliveries of them. */
import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import { drizzle } from 'drizzle-orm/d1';
import { newEntityId } from '#core/id/entity-id.ts';
import { type Link, PASSWORD_MASK } from '#core/link/link.ts';
import type { LinkChange, LinkNews, LinkOutbox } from '#core/webhook/link-events.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { notAbsent } from '../move/absent.ts';
import { linkOutbox } from '../schema/links.ts';

/** Asked once per store, before the first change: which changes somebody listens to. */
export type WantedChanges = () => Promise<ReadonlySet<string>>;

/** Goes into the batch of the change, right behind a statement that changed something if the change happened. */
export function newsOf(db: DrizzleD1Database, event: LinkChange, link: Link, nowMs: number) {
  const { passwordHash, ...settings } = link.settings;
  const shown = {
    ...link,
    settings: passwordHash === undefined ? settings : { ...settings, passwordHash: PASSWORD_MASK },
  };
  const row = { id: newEntityId('event', nowMs), workspaceId: link.workspaceId, event, link: shown, createdAt: nowMs };
  return insertWhenChanged(db, linkOutbox, { ...row, link: JSON.stringify(shown) as unknown as Link });
}

/** The outbox of one workspace on its shard. */
export class WorkspaceOutbox implements LinkOutbox {
  readonly #db;
  readonly #workspaceId: string;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An outbox needs a workspace');
    this.#db = drizzle(shard);
    this.#workspaceId = workspaceId;
  }

  read(limit: number): Promise<LinkNews[]> {
    return this.#db
      .select({ id: linkOutbox.id, event: linkOutbox.event, link: linkOutbox.link, createdAt: linkOutbox.createdAt })
      .from(linkOutbox)
      .where(eq(linkOutbox.workspaceId, this.#workspaceId))
      .orderBy(asc(linkOutbox.createdAt), asc(linkOutbox.id))
      .limit(limit)
      .all();
  }

  async drop(ids: string[]): Promise<void> {
    await this.#db
      .delete(linkOutbox)
      .where(
        and(
          eq(linkOutbox.workspaceId, this.#workspaceId),
          sql`${linkOutbox.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        ),
      )
      .run();
  }
}

/** Workspaces on a shard whose changes have been waiting since before a moment (Unix ms). */
export async function waitingSince(shard: D1Database, beforeMs: number, limit: number): Promise<string[]> {
  const rows = await drizzle(shard)
    .selectDistinct({ workspaceId: linkOutbox.workspaceId })
    .from(linkOutbox)
    .where(and(lt(linkOutbox.createdAt, beforeMs), notAbsent))
    .limit(limit)
    .all();
  return rows.map(({ workspaceId }) => workspaceId);
}
