/** The two link shards of one move. Every statement names the workspace; nothing of another's is read or written. */
import { hash32 } from '#core/hash/fnv1a.ts';
import type { ShardMove } from '#core/shard/move/move.ts';
import type { Compared, FenceState, MoveSides } from '#core/shard/move/ports.ts';
import { Fences } from './fences.ts';
import { COUNTED_BY_TRIGGERS, type MovedTable, movedTables } from './moved-tables.ts';
import { countRows, keyOf, readPage, readRows, removeKeys, removeSome, type Row, writeRows } from './rows.ts';

interface Change {
  seq: number;
  moved_table: string;
  row_key: string;
}

const CHANGES = 'SELECT seq, moved_table, row_key FROM move_journal WHERE workspace_id = ?1 ORDER BY seq LIMIT ?2';
const FOLLOWED = 'DELETE FROM move_journal WHERE workspace_id = ?1 AND seq <= ?2';
/** Changes that a page of rows may differ by. */
const MANY_CHANGES = 1_000;

export class D1MoveSides implements MoveSides {
  readonly #from: D1Database;
  readonly #to: D1Database;
  readonly #workspaceId: string;
  readonly #fences: Fences;
  #known: Promise<MovedTable[]> | undefined;

  constructor(
    shards: readonly D1Database[],
    { fromShard, toShard, workspaceId }: Pick<ShardMove, 'fromShard' | 'toShard' | 'workspaceId'>,
  ) {
    const [from, to] = [shards[fromShard], shards[toShard]];
    if (!from || !to || fromShard === toShard) throw new Error(`No move from link shard ${fromShard} to ${toShard}`);
    this.#from = from;
    this.#to = to;
    this.#workspaceId = workspaceId;
    this.#fences = new Fences(from, workspaceId);
  }

  async tables(): Promise<string[]> {
    return (await this.#tables()).map(({ name }) => name);
  }

  /** The mark first: what arrives must never be taken for the truth. */
  async prepare(): Promise<void> {
    await this.#to
      .prepare(`INSERT INTO absent_workspaces (workspace_id, role) VALUES (?1, 'arriving') ON CONFLICT DO NOTHING`)
      .bind(this.#workspaceId)
      .run();
    await this.#fences.build(await this.#tables());
  }

  async copy(name: string, after: string | null): Promise<{ rows: number; next: string | null }> {
    const table = await this.#table(name);
    const { rows, next } = await readPage(this.#from, this.#workspaceId, table, after);
    await writeRows(this.#to, this.#workspaceId, table, rows);
    return { rows: rows.length, next };
  }

  async follow(limit: number): Promise<number> {
    const { results } = await this.#from.prepare(CHANGES).bind(this.#workspaceId, limit).all<Change>();
    const last = results.at(-1);
    if (!last) return 0;
    for (const [name, changes] of Map.groupBy(results, (change) => change.moved_table)) {
      const table = await this.#table(name);
      const keys = [...new Set(changes.map((change) => change.row_key))];
      const rows = await readRows(this.#from, this.#workspaceId, table, keys);
      const there = new Set(rows.map((row) => keyOf(table, row)));
      await removeKeys(
        this.#to,
        this.#workspaceId,
        table,
        keys.filter((key) => !there.has(key)),
      );
      await writeRows(this.#to, this.#workspaceId, table, rows);
    }
    await this.#from.prepare(FOLLOWED).bind(this.#workspaceId, last.seq).run();
    return results.length;
  }

  async compare(name: string, after: string | null): Promise<Compared> {
    const table = await this.#table(name);
    const page = await readPage(this.#from, this.#workspaceId, table, after);
    const keys = page.rows.map((row) => keyOf(table, row));
    const copies = await readRows(this.#to, this.#workspaceId, table, keys);
    const sums = { fromSum: sumOf(page.rows), toSum: sumOf(copies) };
    if (sums.fromSum === sums.toSum && page.rows.length === copies.length)
      return { rows: page.rows.length, ...sums, mended: 0, next: page.next };
    const mended = await this.#mend(table, keys);
    const rows = await readRows(this.#from, this.#workspaceId, table, keys);
    const again = await readRows(this.#to, this.#workspaceId, table, keys);
    return { rows: rows.length, fromSum: sumOf(rows), toSum: sumOf(again), mended, next: page.next };
  }

  /** Rows may differ because they have changed since: only those that still do when the changes are followed are copied again. */
  async #mend(table: MovedTable, keys: string[]): Promise<number> {
    await this.follow(MANY_CHANGES);
    const [rows, copies] = await Promise.all([
      readRows(this.#from, this.#workspaceId, table, keys),
      readRows(this.#to, this.#workspaceId, table, keys),
    ]);
    const known = new Map(copies.map((row) => [keyOf(table, row), JSON.stringify(row)]));
    const wrong = rows.filter((row) => known.get(keyOf(table, row)) !== JSON.stringify(row));
    await writeRows(this.#to, this.#workspaceId, table, wrong);
    return wrong.length;
  }

  fence(): Promise<FenceState> {
    return this.#fences.state();
  }

  shut(forMs: number): Promise<void> {
    return this.#fences.shut(forMs);
  }

  shutForGood(): Promise<boolean> {
    return this.#fences.shutForGood();
  }

  async settle(): Promise<string[]> {
    const counted = await this.#table(COUNTED_BY_TRIGGERS);
    while ((await removeSome(this.#to, this.#workspaceId, counted)) > 0);
    for (let after: string | null = null, more = true; more; more = after !== null)
      ({ next: after } = await this.copy(counted.name, after));
    const names = await this.tables();
    const equal = await Promise.all(
      names.map(async (name) => {
        const counts = [this.#from, this.#to].map((shard) => countRows(shard, this.#workspaceId, name));
        const [there, here] = await Promise.all(counts);
        return there === here;
      }),
    );
    return names.filter((_, index) => !equal[index]);
  }

  async arrive(): Promise<void> {
    await this.#unmark(this.#to, 'arriving');
  }

  async release(): Promise<void> {
    await this.#fences.pullDown();
    await this.#unmark(this.#from, 'left');
  }

  /** What still believed in the old shard has failed by now: the fence may go. */
  async removeOld(): Promise<number> {
    await this.#fences.pullDown();
    return this.#removeSomeOn(this.#from);
  }

  removeCopied(): Promise<number> {
    return this.#removeSomeOn(this.#to);
  }

  async forget(): Promise<void> {
    await this.#fences.pullDown();
    await this.#unmark(this.#from, 'left');
    await this.#unmark(this.#to, 'arriving');
  }

  async #removeSomeOn(shard: D1Database): Promise<number> {
    let removed = 0;
    for (const table of await this.#tables()) removed += await removeSome(shard, this.#workspaceId, table);
    return removed;
  }

  async #unmark(shard: D1Database, role: 'arriving' | 'left'): Promise<void> {
    await shard
      .prepare('DELETE FROM absent_workspaces WHERE workspace_id = ?1 AND role = ?2')
      .bind(this.#workspaceId, role)
      .run();
  }

  #tables(): Promise<MovedTable[]> {
    return (this.#known ??= movedTables(this.#from));
  }

  async #table(name: string): Promise<MovedTable> {
    const table = (await this.#tables()).find((each) => each.name === name);
    if (!table) throw new Error(`${name} is no table that moves`);
    return table;
  }
}

/** The same for the same rows in any order. Below 2^53 for any table that fits into a shard. */
function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + hash32(JSON.stringify(row)), 0);
}
