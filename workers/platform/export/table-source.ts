/** Reads one table's rows of one workspace as JSON lines, in pages that begin where the last one ended. */
import type { ExportSource, SourcePage } from '#core/export/bundle/ports.ts';
import type { TableSource } from './tables.ts';

/** Rows of one statement: the audit log's are the largest, a few kilobytes each. */
const PAGE_ROWS = 1_000;

type Row = Record<string, unknown>;

export function tableSource(database: D1Database, workspaceId: string, of: TableSource): ExportSource {
  return {
    name: of.name,
    ending: 'ndjson',
    zipped: false,
    head: '',
    about: of.about,
    page: (after) => readPage(database, workspaceId, of, after),
  };
}

/** Names of tables and columns are those of tables.ts, never from a request. */
async function readPage(
  database: D1Database,
  workspaceId: string,
  of: TableSource,
  after: string | null,
): Promise<SourcePage> {
  const { table, order, select = `* FROM "${table}"`, owner = 'workspace_id', where } = of;
  const from = after === null ? [] : (JSON.parse(after) as unknown[]);
  const behind = from.length > 0 ? ` AND (${order.join(', ')}) > (${order.map(() => '?').join(', ')})` : '';
  const only = where === undefined ? '' : ` AND ${where}`;
  const sql = `SELECT ${select} WHERE ${owner} = ?${behind}${only} ORDER BY ${order.join(', ')} LIMIT ${PAGE_ROWS}`;
  const { results } = await database
    .prepare(sql)
    .bind(workspaceId, ...from)
    .all<Row>();
  const last = results.length === PAGE_ROWS ? results.at(-1) : undefined;
  return {
    text: results.map((row) => `${JSON.stringify(shown(row, of))}\n`).join(''),
    rows: results.length,
    next: last ? JSON.stringify(order.map((column) => last[column])) : null,
  };
}

const TIME = /_(at|since)$/;
const NEVER = 0;

/** Names as the api has them, dates in ISO 8601, JSON as what it is. */
function shown(row: Row, { without = [], json = [], flags = [] }: TableSource): Row {
  const fields = Object.entries(row).flatMap(([column, value]): [string, unknown][] => {
    if (without.includes(column)) return [];
    return [[nameOf(column), valueOf(column, value, json, flags)]];
  });
  return Object.fromEntries(fields);
}

function nameOf(column: string): string {
  return column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function valueOf(column: string, value: unknown, json: readonly string[], flags: readonly string[]): unknown {
  if (json.includes(column) && typeof value === 'string') return JSON.parse(value, withoutPasswords) as unknown;
  if (flags.includes(column)) return value === 1;
  if (TIME.test(column) && typeof value === 'number') return value === NEVER ? null : new Date(value).toISOString();
  return value;
}

/** A deleted link is kept whole, with the hash of its password. */
function withoutPasswords(name: string, value: unknown): unknown {
  return name === 'passwordHash' ? undefined : value;
}
