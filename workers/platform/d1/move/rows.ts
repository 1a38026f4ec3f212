/** Reads and writes whole rows of one workspace in any table that moves. Names of tables and columns come from the schema. */
import type { MovedTable } from './moved-tables.ts';

export type Row = Record<string, string | number | null>;

/** Rows of one statement: with its search index and counts a link costs about twenty rows written. */
const PAGE_ROWS = 250;
/** D1 takes two megabytes as a parameter. */
const MAX_JSON_CHARS = 900_000;

export interface RowPage {
  rows: Row[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

const list = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

export async function readPage(
  shard: D1Database,
  workspaceId: string,
  table: MovedTable,
  after: string | null,
): Promise<RowPage> {
  const from = after === null ? [] : (JSON.parse(after) as (string | number)[]);
  const order = orderOf(table);
  const { results } = await shard
    .prepare(table.name === 'links' ? linksPage(table, from.length > 0) : pageOf(table, order, from.length > 0))
    .bind(workspaceId, ...from)
    .all<Row>();
  const last = results.length === PAGE_ROWS ? results.at(-1) : undefined;
  return { rows: results, next: last ? JSON.stringify(order.map((column) => last[column])) : null };
}

/** Links arrive in the order of their creation: the search index numbers them as they come, and shows the newest first. */
const LINKS_ORDER = ['created_at', 'id'];
const orderOf = ({ name, order }: MovedTable): readonly string[] => (name === 'links' ? LINKS_ORDER : order);

function pageOf({ name, columns }: MovedTable, order: readonly string[], isLater: boolean, only = ''): string {
  const behind = isLater ? ` AND (${list(order)}) > (${order.map((_, index) => `?${index + 2}`).join(', ')})` : '';
  return `SELECT ${list(columns)} FROM "${name}" WHERE workspace_id = ?1${only}${behind} ORDER BY ${list(order)} LIMIT ${PAGE_ROWS}`;
}

/** Archived or not is the first word of the index: two stretches of it are merged. */
function linksPage(table: MovedTable, isLater: boolean): string {
  const part = (archived: number) =>
    `SELECT * FROM (${pageOf(table, LINKS_ORDER, isLater, ` AND archived = ${archived}`)})`;
  return `${part(0)} UNION ALL ${part(1)} ORDER BY ${list(LINKS_ORDER)} LIMIT ${PAGE_ROWS}`;
}

/** @param keys JSON lists of key columns. */
export async function readRows(
  shard: D1Database,
  workspaceId: string,
  { name, columns, key }: MovedTable,
  keys: readonly string[],
): Promise<Row[]> {
  if (keys.length === 0) return [];
  const same = key.map((column, index) => `"${name}"."${column}" = asked.value ->> '$[${index}]'`).join(' AND ');
  const { results } = await shard
    .prepare(
      `SELECT ${columns.map((column) => `"${name}"."${column}"`).join(', ')} FROM json_each(?2) AS asked
       JOIN "${name}" ON ${same} WHERE +"${name}".workspace_id = ?1`,
    )
    .bind(workspaceId, `[${keys.join(',')}]`)
    .all<Row>();
  return results;
}

/** The rows are there as they are given, whatever was there under their keys or stood in their way. */
export async function writeRows(shard: D1Database, workspaceId: string, table: MovedTable, rows: Row[]): Promise<void> {
  for (const part of inParts(rows)) {
    const json = JSON.stringify(part);
    const statements = [...table.unique.map((columns) => outOfTheWay(table, columns)), upsert(table)];
    await shard.batch(statements.map((sql) => shard.prepare(sql).bind(workspaceId, json)));
  }
}

/** Another row that holds a unique value of a new one is an older state of its own: it comes again with its own change. */
function outOfTheWay({ name, key }: MovedTable, columns: readonly string[]): string {
  const holds = columns.map((column) => `there."${column}" = value ->> '$."${column}"'`).join(' AND ');
  const isOther = key.map((column) => `there."${column}" IS NOT value ->> '$."${column}"'`).join(' OR ');
  const found = `SELECT ${key.map((column) => `there."${column}"`).join(', ')} FROM json_each(?2) JOIN "${name}" AS there ON ${holds} WHERE (${isOther})`;
  return `DELETE FROM "${name}" WHERE +workspace_id = ?1 AND (${list(key)}) IN (${found})`;
}

/** The workspace is the move's own, whatever the row says. */
function upsert({ name, columns, key }: MovedTable): string {
  const values = columns.map((column) => (column === 'workspace_id' ? '?1' : `value ->> '$."${column}"'`)).join(', ');
  const changes = columns
    .filter((column) => !key.includes(column))
    .map((column) => `"${column}" = excluded."${column}"`)
    .join(', ');
  const onConflict = changes === '' ? 'NOTHING' : `UPDATE SET ${changes}`;
  return `INSERT INTO "${name}" (${list(columns)}) SELECT ${values} FROM json_each(?2) WHERE true
    ON CONFLICT (${list(key)}) DO ${onConflict}`;
}

export async function removeKeys(
  shard: D1Database,
  workspaceId: string,
  { name, key }: MovedTable,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const parts = key.map((_, index) => `value ->> '$[${index}]'`).join(', ');
  await shard
    .prepare(
      `DELETE FROM "${name}" WHERE +workspace_id = ?1 AND (${list(key)}) IN (SELECT ${parts} FROM json_each(?2))`,
    )
    .bind(workspaceId, `[${keys.join(',')}]`)
    .run();
}

/** @returns how many went. */
export async function removeSome(
  shard: D1Database,
  workspaceId: string,
  { name, key }: Pick<MovedTable, 'name' | 'key'>,
): Promise<number> {
  const { results } = await shard
    .prepare(
      `DELETE FROM "${name}" WHERE (${list(key)}) IN (SELECT ${list(key)} FROM "${name}" WHERE workspace_id = ?1 LIMIT ${PAGE_ROWS}) RETURNING 1 AS gone`,
    )
    .bind(workspaceId)
    .all();
  return results.length;
}

export async function countRows(shard: D1Database, workspaceId: string, name: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM "${name}" WHERE workspace_id = ?1`;
  return (await shard.prepare(sql).bind(workspaceId).first<number>('n')) ?? 0;
}

export function keyOf({ key }: MovedTable, row: Row): string {
  return JSON.stringify(key.map((column) => row[column]));
}

function inParts(rows: Row[]): Row[][] {
  const parts: Row[][] = [];
  let chars = Infinity;
  for (const row of rows) {
    const size = JSON.stringify(row).length;
    if (chars + size > MAX_JSON_CHARS) {
      parts.push([]);
      chars = 0;
    }
    parts.at(-1)?.push(row);
    chars += size;
  }
  return parts;
}
