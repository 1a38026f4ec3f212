/** Which tables of a link shard move with a workspace: found in the schema, so that what a later migration adds moves, too. */

export interface MovedTable {
  name: string;
  columns: readonly string[];
  /** Of the primary key. */
  key: readonly string[];
  /** Columns in whose order rows are read: an index begins with the workspace and these, and they name a row. */
  order: readonly string[];
  /** Columns of each further unique index. */
  unique: readonly (readonly string[])[];
}

/** Tables with a workspace's rows that stay where they are, and why. */
export const NOT_MOVED: Readonly<Record<string, string>> = {
  routes: 'names lie on the shard that they fall on, whoever owns them',
  link_tags: 'written by triggers from links',
  link_counts: 'written by triggers from links',
  absent_workspaces: 'about the move itself',
  move_journal: 'about the move itself',
  move_fences: 'about the move itself',
};
/** Triggers add to it when links arrive: in the end it is taken over as it is. */
export const COUNTED_BY_TRIGGERS = 'link_usage';

const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%workspace_id%'
AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name`;

interface Column {
  name: string;
  pk: number;
  notnull: number;
}
interface IndexRow {
  name: string;
  unique: number;
  partial: number;
  origin: string;
}
interface IndexColumn {
  name: string | null;
  desc: number;
  key: number;
}

export async function movedTables(shard: D1Database): Promise<MovedTable[]> {
  const { results } = await shard.prepare(TABLES).all<{ name: string }>();
  const names = results.map(({ name }) => name).filter((name) => !(name in NOT_MOVED));
  return (await Promise.all(names.map((name) => describe(shard, name)))).flatMap((table) => table ?? []);
}

async function describe(shard: D1Database, name: string): Promise<MovedTable | undefined> {
  const [columns, indexes] = await Promise.all([
    pragma<Column>(shard, 'table_info', name),
    pragma<IndexRow>(shard, 'index_list', name),
  ]);
  if (!columns.some((column) => column.name === 'workspace_id')) return undefined;
  const key = columns
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  const described = await Promise.all(
    indexes.map(async (index) => ({ ...index, columns: await pragma<IndexColumn>(shard, 'index_xinfo', index.name) })),
  );
  const certain = new Set(columns.filter(({ notnull, pk }) => notnull > 0 || pk > 0).map((column) => column.name));
  const orders = described.flatMap((index) => (index.partial > 0 ? [] : (orderOf(index.columns, key, certain) ?? [])));
  const unique = described
    .filter((index) => index.unique > 0 && index.origin !== 'pk')
    .map((index) => index.columns.flatMap((column) => (column.key > 0 && column.name !== null ? [column.name] : [])));
  return {
    name,
    columns: columns.map((column) => column.name),
    key,
    order: orders.flatMap(({ order }) => [order]).toSorted((a, b) => a.length - b.length)[0] ?? key,
    unique,
  };
}

/** undefined for an index that cannot be read page by page: other columns first, descending, or with values that may be missing. */
function orderOf(
  columns: IndexColumn[],
  key: string[],
  certain: ReadonlySet<string>,
): { order: string[] }[] | undefined {
  const named = columns.filter((column) => column.key > 0);
  const usable = named.every(({ name, desc }) => name !== null && desc === 0 && certain.has(name));
  if (!usable || named[0]?.name !== 'workspace_id') return undefined;
  const behind = named.slice(1).map(({ name }) => name ?? '');
  return [{ order: [...behind, ...key.filter((name) => name !== 'workspace_id' && !behind.includes(name))] }];
}

/** Names come from the schema itself. */
async function pragma<Row>(shard: D1Database, what: string, of: string): Promise<Row[]> {
  return (await shard.prepare(`PRAGMA ${what}("${of}")`).all<Row>()).results;
}
