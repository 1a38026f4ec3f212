/** The messages of one queue on disk: what is here has been acknowledged to its sender and not yet by its consumer. */

export interface Incoming {
  /** Kept when a message moves to a dead-letter queue; it is then the same message. */
  id: string;
  /** JSON. */
  body: string;
  /** Unix milliseconds of the first send. */
  sentAt: number;
  /** Unix milliseconds before which it is not delivered. */
  visibleAt: number;
}

export interface Stored extends Incoming {
  seq: number;
  /** Deliveries that failed. */
  failures: number;
}

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0
  )`,
  'CREATE INDEX IF NOT EXISTS messages_visible ON messages (visible_at, seq)',
];

export class Messages {
  readonly #storage: DurableObjectStorage;
  #count: number;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    for (const statement of SCHEMA) storage.sql.exec(statement);
    this.#count = storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM messages').one().n;
  }

  get count(): number {
    return this.#count;
  }

  /** All or none. A message that is here already stays as it is. */
  add(messages: readonly Incoming[]): void {
    this.#storage.transactionSync(() => {
      for (const { id, body, sentAt, visibleAt } of messages) {
        const { rowsWritten } = this.#storage.sql.exec(
          'INSERT OR IGNORE INTO messages (id, body, sent_at, visible_at) VALUES (?, ?, ?, ?)',
          id,
          body,
          sentAt,
          visibleAt,
        );
        if (rowsWritten > 0) this.#count += 1;
      }
    });
  }

  /** At most `limit` messages that may be delivered at `now`, those visible longest first. */
  due(now: number, limit: number): Stored[] {
    return this.#storage.sql
      .exec<Stored & Record<string, SqlStorageValue>>(
        `SELECT seq, id, body, sent_at AS sentAt, visible_at AS visibleAt, failures FROM messages
         WHERE visible_at <= ? ORDER BY visible_at, seq LIMIT ?`,
        now,
        limit,
      )
      .toArray();
  }

  /** When the next message after `now` becomes visible, in Unix milliseconds. */
  nextVisible(now: number): number | undefined {
    const query = 'SELECT min(visible_at) AS at FROM messages WHERE visible_at > ?';
    return this.#storage.sql.exec<{ at: number | null }>(query, now).one().at ?? undefined;
  }

  remove(seqs: readonly number[]): void {
    const { rowsWritten } = this.#storage.sql.exec(
      'DELETE FROM messages WHERE seq IN (SELECT value FROM json_each(?))',
      JSON.stringify(seqs),
    );
    if (rowsWritten > 0) this.#count = Math.max(0, this.#count - seqs.length);
  }

  /** Notes a failed delivery of each. */
  postpone(messages: readonly { seq: number; visibleAt: number }[]): void {
    this.#storage.transactionSync(() => {
      for (const { seq, visibleAt } of messages) {
        this.#storage.sql.exec(
          'UPDATE messages SET failures = failures + 1, visible_at = ? WHERE seq = ?',
          visibleAt,
          seq,
        );
      }
    });
  }
}
