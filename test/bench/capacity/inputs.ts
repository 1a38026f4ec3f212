/** What the capacity page assumes, and where each number comes from. Measured ones are measured by this repository's own benches. */

/** The year that is planned for. */
export const YEAR = { links: 100e6, clicks: 1e9, peakFactor: 20 };
export const SECONDS_PER_YEAR = 365.25 * 86_400;
export const SECONDS_PER_MONTH = SECONDS_PER_YEAR / 12;

/** Cloudflare's published limits (Workers Paid), read in November 2026. */
export const LIMITS = {
  queueMessagesPerSecond: 5_000,
  queueBacklogBytes: 25e9,
  queueRetentionDays: 4,
  consumerConcurrency: 250,
  objectRequestsPerSecond: 1_000,
  objectBytes: 10e9,
  d1DatabaseBytes: 10e9,
  d1AccountBytes: 1e12,
  d1Databases: 50_000,
  bindingsPerWorker: 5_000,
  isolateBytes: 128 * 2 ** 20,
};

/** Dollars per million unless named otherwise (Workers Paid), and what a month includes. */
export const PRICES = {
  base: 5,
  request: { dollars: 0.3, included: 10e6 },
  cpuMs: { dollars: 0.02, included: 30e6 },
  kvRead: { dollars: 0.5, included: 10e6 },
  kvWrite: { dollars: 5, included: 1e6 },
  kvGbMonth: { dollars: 0.5, included: 1 },
  queueOperation: { dollars: 0.4, included: 1e6 },
  objectRequest: { dollars: 0.15, included: 1e6 },
  objectGbSecond: { dollars: 12.5, included: 0.4e6 },
  rowRead: { dollars: 0.001, included: 25e9 },
  rowWritten: { dollars: 1, included: 50e6 },
  d1GbMonth: { dollars: 0.75, included: 5 },
  objectGbMonth: { dollars: 0.2, included: 5 },
  r2ClassA: { dollars: 4.5, included: 1e6 },
  r2GbMonth: { dollars: 0.015, included: 10 },
  /** ClickHouse Cloud, AWS us-east-1: Scale, two replicas of 8 GiB and 2 vCPU, always on; storage by the TB. */
  clickhouseComputeMonth: 436.95,
  clickhouseTbMonth: 25.3,
};

/** From the code. */
export const DESIGN = {
  ledgers: 4,
  linkShards: 2,
  /** Fill at which a new link shard should have been added. */
  shardFill: 0.7,
  /** max_batch_timeout of the event queue. */
  queueBatchSeconds: 0.5,
  messagesPerBatch: 100,
  /** One event in a message, as JSON. */
  messageBytes: 700,
  operationsPerMessage: 3,
  /** The longest wait of a batch when few events come. */
  drainSeconds: 1,
  /** meta twice (recorded, stored) and the alarm. */
  rowsPerBatch: 3,
  /** A log entry is written once and deleted once. */
  rowsPerCommit: 2,
  /** docs/bench/api.md: row, claim, audit entry, history, search index, counters, pending copy (inserted and deleted), and their indexes. */
  d1RowsPerLink: 19,
  dedupeHours: 49,
  bytesPerId: 18.33,
  /** counter_pages: 1 024 of at most 2 MB, a link that was ever clicked takes about 77 bytes of one. */
  countedLinksPerLedger: 25e6,
  outboxBytesPerLedger: 4e9,
  outboxBytesPerEvent: 410,
  kvBytesPerLink: 300,
};

/** Measured on this repository's own benches; the page names them. */
export const MEASURED = {
  /** measureLinkBytes, rounded. */
  linkBytes: 2_512,
  /** docs/bench/redirect.md, 10 000 links at random: the worst case for the caches. */
  kvReadsPerClick: 0.81,
  edgeCpuMs: 0.45,
  /** docs/bench/pipeline.md: consumer, ledger and insert together, per event. */
  pipelineCpuMs: 0.06,
  /** The fixed part of an insert into ClickHouse with its four views, core-seconds. */
  insertCpuSeconds: 0.1,
  /** Parquet with zstd. */
  archiveBytesPerEvent: 40,
};
