/** The real ClickHouse engine inside this process: one data directory, one fresh connection per call. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { resolveLibchdb } from 'chdb/libchdb';

/** What the addon of package `chdb` offers. Its own JavaScript API cannot carry settings with an insert, so it is used directly. */
interface NativeEngine {
  CreateConnection(dataDir: string, args: string[]): object;
  CloseConnection(connection: object): void;
  QueryAsyncConnection(connection: object, sql: string, format: string): Promise<NativeRead>;
  InsertRawAsyncConnection(connection: object, sql: string, rows: Buffer, countLines: boolean): Promise<NativeWrite>;
}

interface NativeRead {
  bytes: Buffer;
  /** Seconds. */
  elapsed: number;
  rowsRead: number;
  bytesRead: number;
}

interface NativeWrite {
  /** Seconds. */
  elapsed: number;
  rowsWritten: number;
  bytesWritten: number;
}

/** Outcome of one statement, in the words of the `X-ClickHouse-Summary` header. */
export interface Outcome {
  bytes: Buffer;
  elapsedNs: number;
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
}

export interface Engine {
  /** Runs `setup` (`USE` and `SET` statements) and then `sql`; `format` applies when the statement names none. */
  query(setup: string, sql: string, format: string): Promise<Outcome>;
  /** Runs `INSERT … FORMAT x` with the rows as they came: nothing in them is read as SQL. */
  insert(setup: string, sql: string, rows: Buffer): Promise<Outcome>;
  /** Call only when nothing runs any more: the addon frees memory that a running statement still uses. */
  close(): void;
}

/** Opens (or creates) `dataDir`. Throws the engine's own error, or `MODULE_NOT_FOUND` when there is no build for this machine. */
export function openEngine(dataDir: string): Engine {
  const native = loadNative();
  // The engine stops with its last connection; this one keeps it running between requests.
  const keeper = native.CreateConnection(dataDir, []);

  async function withConnection<T>(run: (connection: object) => Promise<T>): Promise<T> {
    // SET outlives the statement on its connection, so a shared one would leak settings between requests.
    const connection = native.CreateConnection(dataDir, []);
    try {
      return await run(connection);
    } finally {
      native.CloseConnection(connection);
    }
  }

  return {
    query: async (setup, sql, format) =>
      readOutcome(await withConnection((connection) => native.QueryAsyncConnection(connection, setup + sql, format))),
    insert: async (setup, sql, rows) =>
      writeOutcome(
        await withConnection((connection) => native.InsertRawAsyncConnection(connection, setup + sql, rows, false)),
      ),
    close: () => native.CloseConnection(keeper),
  };
}

function loadNative(): NativeEngine {
  const folder = dirname(resolveLibchdb().path);
  return createRequire(import.meta.url)(join(folder, 'chdb_node.node')) as NativeEngine;
}

function readOutcome(read: NativeRead): Outcome {
  const elapsedNs = Math.round(read.elapsed * 1e9);
  return {
    bytes: read.bytes,
    elapsedNs,
    readRows: read.rowsRead,
    readBytes: read.bytesRead,
    writtenRows: 0,
    writtenBytes: 0,
  };
}

function writeOutcome(write: NativeWrite): Outcome {
  const elapsedNs = Math.round(write.elapsed * 1e9);
  const { rowsWritten, bytesWritten } = write;
  return {
    bytes: Buffer.alloc(0),
    elapsedNs,
    readRows: 0,
    readBytes: 0,
    writtenRows: rowsWritten,
    writtenBytes: bytesWritten,
  };
}
