/** Tags of one workspace, on the shard of its links. */
import type { SQL } from 'drizzle-orm';
import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { nameKey } from '#core/schema/name-key.ts';
import type { NamedOutcome, Tag, TagPage, TagStore } from '#core/tag/tag.ts';
import { auditChange } from '../links/notes.ts';
import { tags } from '../schema/labels.ts';
import { violatedColumn } from '../unique.ts';
import { takeTagOff } from './take-off.ts';

const TAG = {
  id: tags.id,
  workspaceId: tags.workspaceId,
  name: tags.name,
  color: tags.color,
  createdAt: tags.createdAt,
  updatedAt: tags.updatedAt,
};
/** Above every text that begins with what stands before it. */
const LAST_CHAR = '\u{10FFFF}';

export class WorkspaceTags implements TagStore {
  readonly workspaceId: string;
  readonly #shard: D1Database;
  readonly #db;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A tag store needs a workspace');
    this.workspaceId = workspaceId;
    this.#shard = shard;
    this.#db = drizzle(shard);
  }

  byId(id: string): Promise<Tag | undefined> {
    return this.#db
      .select(TAG)
      .from(tags)
      .where(this.#own(eq(tags.id, id)))
      .get();
  }

  async byIds(ids: string[]): Promise<Tag[]> {
    return ids.length === 0
      ? []
      : this.#where(sql`${tags.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  }

  async byNames(names: string[]): Promise<Tag[]> {
    if (names.length === 0) return [];
    return this.#where(sql`${tags.nameKey} IN (SELECT value FROM json_each(${JSON.stringify(names.map(nameKey))}))`);
  }

  async idsByPrefix(text: string, limit: number): Promise<string[]> {
    const from = nameKey(text);
    const rows = await this.#db
      .select({ id: tags.id })
      .from(tags)
      .where(this.#own(sql`${tags.nameKey} >= ${from} AND ${tags.nameKey} < ${from + LAST_CHAR}`))
      .limit(limit)
      .all();
    return rows.map((row) => row.id);
  }

  list({ search, ids, sortBy, order, limit, offset }: TagPage): Promise<Tag[]> {
    const direction = order === 'asc' ? asc : desc;
    return this.#db
      .select(TAG)
      .from(tags)
      .where(
        this.#own(
          search === undefined ? undefined : sql`instr(${tags.nameKey}, ${nameKey(search)}) > 0`,
          ids && sql`${tags.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        ),
      )
      .orderBy(direction(sortBy === 'name' ? tags.nameKey : tags.createdAt), direction(tags.id))
      .limit(limit)
      .offset(offset)
      .all();
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(tags).where(this.#own()).get();
    return row?.count ?? 0;
  }

  insert(tag: Tag, entry: AuditEntry): Promise<NamedOutcome> {
    this.#mine(tag);
    const row = { ...tag, nameKey: nameKey(tag.name) };
    return orTaken(this.#db.batch([this.#db.insert(tags).values(row), auditChange(this.#db, entry)]), written);
  }

  update(before: Tag, after: Tag, entry: AuditEntry): Promise<NamedOutcome | 'changed'> {
    this.#mine(after);
    const { name, color, updatedAt } = after;
    return orTaken(
      this.#db.batch([
        this.#db
          .update(tags)
          .set({ name, nameKey: nameKey(name), color, updatedAt })
          .where(this.#own(eq(tags.id, before.id), eq(tags.updatedAt, before.updatedAt)))
          .returning({ id: tags.id }),
        auditChange(this.#db, entry),
      ]),
      ([changed]) => (changed.length > 0 ? 'written' : 'changed'),
    );
  }

  async remove(id: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .update(tags)
        // The name is free again at once.
        .set({ deletedAt: nowMs, nameKey: id })
        .where(this.#own(eq(tags.id, id)))
        .returning({ id: tags.id }),
      auditChange(this.#db, entry),
    ]);
    if (removed.length === 0) return false;
    await takeTagOff(this.#shard, this.workspaceId, id);
    return true;
  }

  #where(condition: SQL): Promise<Tag[]> {
    return this.#db.select(TAG).from(tags).where(this.#own(condition)).all();
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(tags.workspaceId, this.workspaceId), isNull(tags.deletedAt), ...conditions);
  }

  #mine(tag: Tag): void {
    if (tag.workspaceId !== this.workspaceId) throw new Error(`Tag ${tag.id} does not belong to ${this.workspaceId}`);
  }
}

export const written = (): 'written' => 'written';

/** A write that may run into the unique index of names. */
export async function orTaken<Result, Outcome = 'written'>(
  write: Promise<Result>,
  outcomeOf: (result: Result) => Outcome,
): Promise<Outcome | 'name-taken'> {
  try {
    return outcomeOf(await write);
  } catch (error) {
    if (violatedColumn(error)?.endsWith('.name_key')) return 'name-taken';
    throw error;
  }
}
