/** Inserts that depend on a condition the database itself checks, so that nothing can come between. */
import type { SQL } from 'drizzle-orm';
import { getTableColumns, sql } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** `row` has every column of the table. */
export function insertWhere<Table extends SQLiteTable>(
  db: DrizzleD1Database,
  table: Table,
  row: Table['$inferInsert'],
  condition: SQL,
) {
  const values = Object.keys(getTableColumns(table)).map((name) => sql`${(row as Record<string, unknown>)[name]}`);
  return db.insert(table).select(sql`SELECT ${sql.join(values, sql`, `)} WHERE ${condition}`);
}

/** Inserts only if the statement right before it in the batch changed something: a lost race leaves no trace. These can follow each other. */
export function insertWhenChanged<Table extends SQLiteTable>(
  db: DrizzleD1Database,
  table: Table,
  row: Table['$inferInsert'],
) {
  return insertWhere(db, table, row, sql`changes() > 0`);
}
