/** A D1 handle that adds up what its statements read, as D1 itself counts and bills it. */

export interface Meter {
  rowsRead: number;
  statements: number;
  /** SQL of each statement, for reading how it was planned. */
  sql: string[];
}

/** Statements run as they would; those asked for bare arrays run once more for their counts. */
export function metered(database: D1Database): { database: D1Database; meter: Meter } {
  const meter: Meter = { rowsRead: 0, statements: 0, sql: [] };
  const note = (sql: string, result: D1Result): void => {
    meter.rowsRead += result.meta.rows_read;
    meter.statements += 1;
    meter.sql.push(sql);
  };
  const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement =>
    new Proxy(statement, {
      get(of, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(of.bind(...values), sql);
        if (name === 'raw')
          return async () => {
            note(sql, await of.all());
            return of.raw();
          };
        if (name === 'all')
          return async () => {
            const result = await of.all();
            note(sql, result);
            return result;
          };
        const value = Reflect.get(of, name) as unknown;
        return typeof value === 'function' ? (value.bind(of) as unknown) : value;
      },
    });
  const proxied = new Proxy(database, {
    get(of, name) {
      if (name === 'prepare') return (sql: string) => wrap(of.prepare(sql), sql);
      const value = Reflect.get(of, name) as unknown;
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
  return { database: proxied, meter };
}
