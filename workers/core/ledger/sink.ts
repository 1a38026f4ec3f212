/** The ledger's port to the analytical store, implemented by platform/clickhouse. */

/** One insert: rows of one layout, all named after the batch. */
export interface SinkBatch {
  /** `batch` column, and the deduplication token unless the batch is resent. */
  token: string;
  /** Number of the attempt that no longer trusts the token and goes under one of its own. Rows are known by their identity then. */
  resend?: number;
  layout: number;
  n: number;
  /** Lines as the log holds them, without the batch column. The same bytes on every attempt. */
  lines: string;
}

/** Where the rows of a batch must be looked for. */
export interface BatchPlace {
  token: string;
  workspaceIds: string[];
  /** First and last event time, as ClickHouse writes them. */
  from: string;
  to: string;
}

export interface Sink {
  /** Resolves when the rows and everything derived from them are stored. Any throw means: not known. */
  store(batch: SinkBatch): Promise<void>;
  /** How many different events of the batch the raw table holds. */
  countStored(place: BatchPlace): Promise<number>;
  /** Which of the event ids the raw table holds. */
  knownIds(sought: Omit<BatchPlace, 'token'> & { ids: string[] }): Promise<Set<string>>;
}
