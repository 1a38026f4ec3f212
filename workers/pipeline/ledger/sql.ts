/** The ledger's port to its SQLite database: synchronous statements, one transaction at a time, rows written counted. */

export type SqlValue = string | number | null | ArrayBuffer;
export type SqlRow = Record<string, SqlValue>;

export interface LedgerSql {
  /** Runs one statement with bound values and returns all its rows. */
  all<Row extends SqlRow>(statement: string, ...values: (SqlValue | ArrayBufferView)[]): Row[];
  /** All or nothing. A throw inside undoes the writes and passes on. */
  transaction<Result>(work: () => Result): Result;
  /** Rows written through this port, indexes included: what the platform bills. */
  rowsWritten(): number;
}

export function durableSql(storage: DurableObjectStorage): LedgerSql {
  let written = 0;
  return {
    all(statement, ...values) {
      const cursor = storage.sql.exec(statement, ...values);
      const rows = cursor.toArray();
      written += cursor.rowsWritten;
      return rows as never;
    },
    transaction: (work) => storage.transactionSync(work),
    rowsWritten: () => written,
  };
}
