/** Health of links on a shard: one workspace's report, and across workspaces what is due and what has not been looked at yet. */
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { LinkHealth } from '#core/health/health.ts';
import type { HealthFilter, HealthStore } from '#core/health/ports.ts';
import { NOT_ABSENT, notAbsent } from '../move/absent.ts';
import { linkHealth } from '../schema/links.ts';

export class WorkspaceHealth implements HealthStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A health store needs a workspace');
    this.#db = drizzle(shard);
    this.#workspaceId = workspaceId;
  }

  list({ state, limit, offset }: HealthFilter): Promise<LinkHealth[]> {
    return this.#db
      .select()
      .from(linkHealth)
      .where(this.#own(...(state === undefined ? [] : [eq(linkHealth.state, state)])))
      .orderBy(desc(linkHealth.failures), desc(linkHealth.checkedAt), asc(linkHealth.linkId))
      .limit(limit)
      .offset(offset)
      .all();
  }

  find(linkId: string): Promise<LinkHealth | undefined> {
    return this.#db
      .select()
      .from(linkHealth)
      .where(this.#own(eq(linkHealth.linkId, linkId)))
      .get();
  }

  async save(health: LinkHealth): Promise<void> {
    if (health.workspaceId !== this.#workspaceId)
      throw new Error(`Link ${health.linkId} does not belong to ${this.#workspaceId}`);
    await this.#db
      .insert(linkHealth)
      .values(health)
      .onConflictDoUpdate({ target: linkHealth.linkId, set: health })
      .run();
  }

  #own(...conditions: SQL[]): SQL | undefined {
    return and(eq(linkHealth.workspaceId, this.#workspaceId), ...conditions);
  }
}

export class ShardHealth {
  readonly #shard: D1Database;
  readonly #db;

  constructor(shard: D1Database) {
    this.#shard = shard;
    this.#db = drizzle(shard);
  }

  /** What is due at a moment (Unix ms), the longest overdue first. */
  due(nowMs: number, limit: number): Promise<LinkHealth[]> {
    return this.#db
      .select()
      .from(linkHealth)
      .where(and(sql`${linkHealth.nextCheckAt} <= ${nowMs}`, notAbsent))
      .orderBy(asc(linkHealth.nextCheckAt))
      .limit(limit)
      .all();
  }

  async postpone(linkId: string, nextCheckAt: number): Promise<void> {
    await this.#db.update(linkHealth).set({ nextCheckAt }).where(eq(linkHealth.linkId, linkId)).run();
  }

  async remove(linkId: string): Promise<void> {
    await this.#db.delete(linkHealth).where(eq(linkHealth.linkId, linkId)).run();
  }

  /**
   * Puts the next `limit` links after an id on the list: new ones at a random moment within `spreadMs`, those that lead elsewhere
   * now at once. @returns where the next page begins; undefined at the end.
   */
  async enlist(after: string, limit: number, nowMs: number, spreadMs: number): Promise<string | undefined> {
    const page = `SELECT id, workspace_id, url FROM links WHERE id > ?1 ORDER BY id LIMIT ?2`;
    const checkable = `archived = 0 AND url LIKE 'http%' AND instr(key, '*') = 0 AND ${NOT_ABSENT}`;
    const add = `INSERT INTO link_health (link_id, workspace_id, url, state, next_check_at)
      SELECT id, workspace_id, url, 'unknown', ?3 + abs(random() % ?4)
      FROM (SELECT id, workspace_id, url, archived, key FROM links WHERE id > ?1 ORDER BY id LIMIT ?2) WHERE ${checkable}
      ON CONFLICT (link_id) DO UPDATE SET next_check_at = ?3, url = excluded.url, failures = 0, failing_since = NULL
        WHERE link_health.url <> excluded.url`;
    const [rows] = await this.#shard.batch<{ id: string }>([
      this.#shard.prepare(page).bind(after, limit),
      this.#shard.prepare(add).bind(after, limit, nowMs, Math.max(1, spreadMs)),
    ]);
    return rows && rows.results.length === limit ? rows.results.at(-1)?.id : undefined;
  }
}
