/** Capacity on paper: sizes, rates and dollars of a year, as arithmetic over inputs.ts. */
import { DESIGN, LIMITS, MEASURED, PRICES, SECONDS_PER_MONTH, SECONDS_PER_YEAR, YEAR } from './inputs.ts';

export interface Load {
  links: number;
  clicks: number;
  /** Events per second. */
  mean: number;
  peak: number;
  linksPerMonth: number;
  clicksPerMonth: number;
}

/** The planned year, `times` as large. */
export function loadOf(times: number): Load {
  const [links, clicks] = [YEAR.links * times, YEAR.clicks * times];
  const mean = clicks / SECONDS_PER_YEAR;
  return { links, clicks, mean, peak: mean * YEAR.peakFactor, linksPerMonth: links / 12, clicksPerMonth: clicks / 12 };
}

/** Consumer invocations per second: full batches when many come, one per batch timeout when few do. */
export function batchesPerSecond(perSecond: number): number {
  const { messagesPerBatch, queueBatchSeconds } = DESIGN;
  return Math.max(perSecond / messagesPerBatch, Math.min(perSecond, 1 / queueBatchSeconds));
}

/** Calls of ledgers per second: each consumer batch goes to the ledgers of its events. */
export function ledgerCallsPerSecond(perSecond: number): number {
  const perBatch = perSecond / batchesPerSecond(perSecond);
  return batchesPerSecond(perSecond) * Math.min(DESIGN.ledgers, perBatch);
}

/** Inserts into ClickHouse per second, over all ledgers. */
export function insertsPerSecond(perSecond: number): number {
  return Math.min(perSecond, DESIGN.ledgers / DESIGN.drainSeconds);
}

/** SQLite rows written per second by all ledgers when commits do not yet share rows. Under load it is far less per event. */
export function ledgerRowsPerSecond(perSecond: number): number {
  return ledgerCallsPerSecond(perSecond) * DESIGN.rowsPerCommit + insertsPerSecond(perSecond) * DESIGN.rowsPerBatch;
}

/** Link shards so that none is fuller than DESIGN.shardFill. */
export function linkShards({ links }: Load): number {
  return Math.ceil((links * MEASURED.linkBytes) / (LIMITS.d1DatabaseBytes * DESIGN.shardFill));
}

export interface Use {
  what: string;
  used: number;
  limit: number;
  unit: string;
  turn: string;
}

/** Each published limit against what the load asks of it, as configured. Sorted by how much of it is used. */
export function usesOf(load: Load): Use[] {
  const uses: Use[] = [
    {
      what: 'two link shards, stored',
      used: load.links * MEASURED.linkBytes,
      limit: DESIGN.linkShards * LIMITS.d1DatabaseBytes,
      unit: 'GB',
      turn: 'bind more `LINKS_n` before the first link, see below',
    },
    {
      what: 'event queue, messages at peak',
      used: load.peak,
      limit: LIMITS.queueMessagesPerSecond,
      unit: '/s',
      turn: 'one queue per group of workspaces (10 000 per account); meanwhile capture falls back to the ledger, then to R2',
    },
    {
      what: 'D1, all databases of the account',
      used: load.links * MEASURED.linkBytes,
      limit: LIMITS.d1AccountBytes,
      unit: 'GB',
      turn: 'ask for more, move the link audit log out (45 % of a link), or put link shards into Durable Objects',
    },
    {
      what: 'one ledger, requests at peak (all of one workspace)',
      used: ledgerCallsPerSecond(load.peak),
      limit: LIMITS.objectRequestsPerSecond,
      unit: '/s',
      turn: '`LEDGER_SHARDS`; a single workspace stays on one ledger',
    },
    {
      what: 'queue backlog, one hour of the peak unread',
      used: load.peak * DESIGN.messageBytes * 3_600,
      limit: LIMITS.queueBacklogBytes,
      unit: 'GB',
      turn: 'as above',
    },
    {
      what: 'one ledger, ids of 49 hours at the mean',
      used: (load.mean * DESIGN.dedupeHours * 3_600 * DESIGN.bytesPerId) / DESIGN.ledgers,
      limit: LIMITS.objectBytes,
      unit: 'GB',
      turn: '`LEDGER_SHARDS`',
    },
    {
      what: 'consumer invocations at once, 0.1 s each, at peak',
      used: batchesPerSecond(load.peak) * 0.1,
      limit: LIMITS.consumerConcurrency,
      unit: '',
      turn: 'more queues',
    },
  ];
  return uses.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
}

export interface CostLine {
  what: string;
  perMonth: number;
  unit: string;
  dollars: number;
}

/** A month of the load, allowances counted. `bytesPerEvent` of ClickHouse, all tables. */
export function costsOf(load: Load, bytesPerEvent: number): CostLine[] {
  const { linksPerMonth, clicksPerMonth, mean } = load;
  const monthly = (perSecond: number): number => perSecond * SECONDS_PER_MONTH;
  const line = (what: string, perMonth: number, price: { dollars: number; included: number }, unit = 'M'): CostLine => {
    const scale = unit === 'M' ? 1e6 : 1;
    return { what, unit, perMonth, dollars: (Math.max(0, perMonth - price.included) / scale) * price.dollars };
  };
  const ledgerRows = Math.min(monthly(ledgerRowsPerSecond(mean)), clicksPerMonth);
  return [
    { what: 'Workers Paid', perMonth: 1, unit: '', dollars: PRICES.base },
    line('requests: clicks, consumer batches', clicksPerMonth + monthly(batchesPerSecond(mean)), PRICES.request),
    line('CPU, ms', clicksPerMonth * (MEASURED.edgeCpuMs + MEASURED.pipelineCpuMs), PRICES.cpuMs),
    line('queue operations', clicksPerMonth * DESIGN.operationsPerMessage, PRICES.queueOperation),
    line('KV reads', clicksPerMonth * MEASURED.kvReadsPerClick, PRICES.kvRead),
    line('KV writes: new links', linksPerMonth, PRICES.kvWrite),
    line('KV, GB', (load.links * DESIGN.kvBytesPerLink) / 1e9, PRICES.kvGbMonth, 'GB'),
    line('D1 rows written: new links', linksPerMonth * DESIGN.d1RowsPerLink, PRICES.rowWritten),
    line('ledger rows written', ledgerRows, PRICES.rowWritten),
    line('D1, GB', (load.links * MEASURED.linkBytes) / 1e9, PRICES.d1GbMonth, 'GB'),
    line('Durable Object requests', monthly(ledgerCallsPerSecond(mean) + insertsPerSecond(mean)), PRICES.objectRequest),
    line('Durable Object GB-s, four ledgers awake', DESIGN.ledgers * 0.128 * SECONDS_PER_MONTH, PRICES.objectGbSecond),
    line('R2, GB of archives', (load.clicks * MEASURED.archiveBytesPerEvent) / 1e9, PRICES.r2GbMonth, 'GB'),
    { what: 'ClickHouse compute', perMonth: 1, unit: '', dollars: PRICES.clickhouseComputeMonth },
    {
      what: 'ClickHouse, TB with one backup',
      perMonth: (load.clicks * bytesPerEvent * 2) / 1e12,
      unit: 'TB',
      dollars: ((load.clicks * bytesPerEvent * 2) / 1e12) * PRICES.clickhouseTbMonth,
    },
  ];
}

/** Lines that grow with clicks: what the table of the redirect bench counts, for a burst and without allowances. */
const CLICK_LINES = /^(requests|CPU|queue|KV reads|ledger|Durable Object)/;

export const costOfMillionClicks = (load: Load, lines: readonly CostLine[]): number =>
  (total(lines.filter(({ what }) => CLICK_LINES.test(what))) * 1e6) / load.clicksPerMonth;

export const total = (lines: readonly CostLine[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);

/** How many times the planned year until a limit is reached. */
export const reachedAt = ({ used, limit }: Use): number => limit / used;
