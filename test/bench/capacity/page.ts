/** The capacity page, written from the model: prose where it explains, numbers only by arithmetic. */
import { CHECKPOINT_EVENTS, COUNTER_PAGES } from '#core/ledger/limits.ts';
import { DESIGN, LIMITS, MEASURED, PRICES, SECONDS_PER_MONTH, YEAR } from './inputs.ts';
import {
  batchesPerSecond,
  costOfMillionClicks,
  costsOf,
  insertsPerSecond,
  ledgerCallsPerSecond,
  ledgerRowsPerSecond,
  linkShards,
  type Load,
  loadOf,
  reachedAt,
  total,
  usesOf,
} from './model.ts';

/** Measured sizes of docs/bench/pipeline.json. */
export interface EventSize {
  table: string;
  rowsPerEvent: number;
  bytesPerEvent: number;
}

const n0 = (value: number): string => Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
const n1 = (value: number): string => value.toFixed(1);
const scaled = (value: number, unit: string): string =>
  unit === 'GB' ? `${n1(value / 1e9)} GB` : `${value < 100 ? n1(value) : n0(value)} ${unit}`.trim();

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

export function capacityPage(sizes: readonly EventSize[]): string {
  const year = loadOf(1);
  const tenfold = loadOf(10);
  const bytesPerEvent = sizes.reduce((sum, size) => sum + size.bytesPerEvent, 0);
  return `# Capacity, on paper

What ${n0(YEAR.links / 1e6)} million links and ${n0(YEAR.clicks / 1e9)} billion clicks a year, with peaks of ${YEAR.peakFactor} times the mean, ask of each part; what ten times as much would break, and what to turn
before it does. \`npm run bench:capacity\` writes this page from \`test/bench/capacity/\` (\`inputs.ts\` holds every assumption); a test holds page and arithmetic together.

## The load

${loadTable([year, tenfold])}

## Which limit breaks first

Shares of Cloudflare's published limits, as Hopline is configured in this repository (${DESIGN.ledgers} ledgers, ${DESIGN.linkShards} link shards, one event queue). "Reached at" is how many times the planned year it takes.

${limits(year)}

**Before the first link: the number of link shards.** ${n0(YEAR.links / 1e6)} million links at ${n0(MEASURED.linkBytes)} bytes (row, claim, audit entry, indexes) are ${n1((year.links * MEASURED.linkBytes) / 1e9)} GB; filled to ${n0(DESIGN.shardFill * 100)} % that is
${linkShards(year)} databases, where two are bound. A workspace's shard is stored with it, so more \`LINKS_n\` help new workspaces at once; claims are placed by hash over
the number of shards, so that number should be chosen for the links to come (${linkShards(year)} now, ${linkShards(tenfold)} for ten times as much).

**At ten times: the queue, at peaks.** ${n0(tenfold.peak)} messages/s against ${n0(LIMITS.queueMessagesPerSecond)}: it breaks at ${n1(LIMITS.queueMessagesPerSecond / year.peak)} times the planned year. Nothing is lost then: a refused send goes to the
ledger by RPC and after that to R2, both counted. A second queue moves the limit; \`wrangler.toml\` and the capture's choice of a queue are what to change. **And D1's account storage**
(${n1(LIMITS.d1AccountBytes / 1e12)} TB) is full at ${n1(LIMITS.d1AccountBytes / (year.links * MEASURED.linkBytes))} times the planned year: ask Cloudflare for more, or expire audit entries, which are almost half of what a link weighs.

## Pipeline

${table(
  ['per second', 'mean', 'peak', 'mean × 10', 'peak × 10'],
  (
    [
      ['events', (perSecond) => perSecond],
      ['consumer invocations', batchesPerSecond],
      ['ledger calls', ledgerCallsPerSecond],
      ['inserts into ClickHouse', insertsPerSecond],
    ] as [string, (perSecond: number) => number][]
  ).map(([what, of]) => [what, ...[year.mean, year.peak, tenfold.mean, tenfold.peak].map((rate) => n1(of(rate)))]),
)}

- **Ledgers.** A single workspace with all the traffic stays on one ledger: ${n0(ledgerCallsPerSecond(year.peak))} calls/s at its peak, of ${n0(LIMITS.objectRequestsPerSecond)}. One ledger counts more than 10 000 events/s on one core ([bench/pipeline.md](bench/pipeline.md)).
- **Rows written follow the clock, not the clicks, while it is quiet.** At the mean a commit holds a handful of events, so the four ledgers write at most ${n0(ledgerRowsPerSecond(year.mean))} rows/s, ${n1(ledgerRowsPerSecond(year.mean) / year.mean)} per event; under load
  they share (5 to 25 per 1 000 events measured, budget 50). The cost below counts the quiet case; the table that \`npm run bench:redirect\` prints counts a million clicks in a burst.
- **Ids.** ${n1((year.mean * DESIGN.dedupeHours * 3_600) / 1e6)} million ids of ${DESIGN.dedupeHours} hours at the mean, ${n1((year.mean * DESIGN.dedupeHours * 3_600 * DESIGN.bytesPerId) / 1e6)} MB over all ledgers. Two days at the peak would be ${n1((year.peak * DESIGN.dedupeHours * 3_600 * DESIGN.bytesPerId) / 1e9)} GB.
- **Clicked links.** A ledger holds totals of ${n0(DESIGN.countedLinksPerLedger / 1e6)} million links that were ever clicked, in ${n0(COUNTER_PAGES)} pages that are read and written whole: with 5 million of them a
  checkpoint (each ${n0(CHECKPOINT_EVENTS)} events) works for seconds, during which live totals wait, and moving them to another ledger holds their clicks back for three quarters of a
  minute. So plan a ledger for each 5 million clicked links: ${n0(YEAR.links / 5e6)} for the year's ${n0(YEAR.links / 1e6)} million. \`LEDGER_SHARDS\` may be raised at any time; a single workspace stays on one.
- **ClickHouse away.** The outboxes hold ${n1((DESIGN.ledgers * DESIGN.outboxBytesPerLedger) / 1e9)} GB, ${n1((DESIGN.ledgers * DESIGN.outboxBytesPerLedger) / DESIGN.outboxBytesPerEvent / 1e6)} million events: ${n1((DESIGN.ledgers * DESIGN.outboxBytesPerLedger) / DESIGN.outboxBytesPerEvent / year.peak / 3_600)} hours of the peak, ${n1((DESIGN.ledgers * DESIGN.outboxBytesPerLedger) / DESIGN.outboxBytesPerEvent / year.mean / 86_400)} days of the mean; then the queue holds ${n0(LIMITS.queueBacklogBytes / 1e9)} GB more,
  at most ${LIMITS.queueRetentionDays} days of it.

## ClickHouse

${clickhouse(sizes, year)}

- **Parts.** ${n1(insertsPerSecond(year.mean))} inserts a second at most, each a part in five tables, merged in the background; inserts slow down at 1 000 parts in a partition. An insert costs about ${MEASURED.insertCpuSeconds} core-seconds
  whatever its size, so even a quiet year keeps ${n0(insertsPerSecond(year.mean) * MEASURED.insertCpuSeconds * 100)} % of one core busy: \`DRAIN_DELAY_MS\` is what to turn, at the price of how soon a click shows in reports. At peaks batches grow instead.
- **Partitions** are months (days' tables: years), ${n0(12)} a year in each of three tables.

## KV, R2

- **KV** ${n0(year.links / 1e6)} million keys, ${n1((year.links * DESIGN.kvBytesPerLink) / 1e9)} GB; the number of keys is not limited. One write per new link, no write per click. Reads: ${MEASURED.kvReadsPerClick} per click when 10 000 links are clicked at random, next to none for a viral one.
- **R2** holds what went wrong (dead letters, spills: one object each, normally none) and, once archived by workspace and month, ${n1((year.clicks * MEASURED.archiveBytesPerEvent) / 1e9)} GB a year in Parquet: workspaces × 12 objects and as many manifests.

## Cost of a month

Public prices, allowances subtracted, at the mean (peaks cost what they carry, not what they reach). After a full year: storage is what a year leaves behind.

${costs([year, tenfold], bytesPerEvent)}

Per million clicks, everything included: $${((total(costsOf(year, bytesPerEvent)) * 1e6) / year.clicksPerMonth).toFixed(2)}. What grows with clicks alone (requests, CPU, queue, KV reads, ledgers) is $${costOfMillionClicks(year, costsOf(year, bytesPerEvent)).toFixed(2)} of it, at ten times $${costOfMillionClicks(tenfold, costsOf(tenfold, bytesPerEvent)).toFixed(2)};
\`npm run bench:redirect\` prints $1.6 to $2.0 for a million in one burst, where ledgers share their rows. The queue alone is $${(DESIGN.operationsPerMessage * PRICES.queueOperation.dollars).toFixed(2)}. What would lower it most: more than one event per
message (tenants that send batches pay a fraction), then no KV write for links nobody clicks (the copy is filled on the first click anyway). ClickHouse at ten times
needs a larger machine than the one priced here.

## Where the numbers come from

${sources()}
`;
}

function loadTable(loads: readonly Load[]): string {
  const rows: [string, (load: Load) => string][] = [
    ['links', (load) => `${n0(load.links / 1e6)} M`],
    ['clicks a year', (load) => `${n0(load.clicks / 1e9)} billion`],
    ['clicks a month', (load) => `${n1(load.clicksPerMonth / 1e6)} M`],
    ['clicks per second, mean', (load) => n1(load.mean)],
    ['clicks per second, peak', (load) => n0(load.peak)],
    ['new links a month', (load) => `${n1(load.linksPerMonth / 1e6)} M`],
  ];
  return table(
    ['', 'planned', '× 10'],
    rows.map(([what, of]) => [what, ...loads.map(of)]),
  );
}

function limits(year: Load): string {
  const rows = usesOf(year).map((use) => [
    use.what,
    scaled(use.used, use.unit),
    scaled(use.limit, use.unit),
    `${n1((use.used / use.limit) * 100)} %`,
    reachedAt(use) < 100 ? `× ${n1(reachedAt(use))}` : '> × 100',
    use.turn,
  ]);
  return table(['limit', 'planned', 'allowed', 'share', 'reached at', 'what to turn'], rows);
}

function clickhouse(sizes: readonly EventSize[], year: Load): string {
  const rows = sizes.map(({ table: name, rowsPerEvent, bytesPerEvent }) => [
    name,
    rowsPerEvent.toFixed(2),
    n1(bytesPerEvent),
    `${n1((year.clicks * rowsPerEvent) / 1e9)} billion`,
    `${n1((year.clicks * bytesPerEvent) / 1e9)} GB`,
  ]);
  const bytes = sizes.reduce((sum, size) => sum + size.bytesPerEvent, 0);
  rows.push(['**together**', '', n1(bytes), '', `**${n1((year.clicks * bytes) / 1e9)} GB**`]);
  return table(['table, a year of it', 'rows per event', 'bytes per event', 'rows', 'size'], rows);
}

function costs(loads: readonly Load[], bytesPerEvent: number): string {
  const [first = [], second = []] = loads.map((load) => costsOf(load, bytesPerEvent));
  const amount = (value: number, unit: string): string =>
    unit === 'M' ? `${n1(value / 1e6)} M` : unit === '' ? '' : `${n1(value)} ${unit}`;
  const rows = first.map((each, i) => [
    each.what,
    amount(each.perMonth, each.unit),
    each.dollars.toFixed(2),
    (second[i]?.dollars ?? 0).toFixed(2),
  ]);
  rows.push(['**together**', '', `**${n0(total(first))}**`, `**${n0(total(second))}**`]);
  return table(['a month', 'planned', '$', '$ × 10'], rows);
}

function sources(): string {
  const docs = (path: string): string =>
    `[developers.cloudflare.com/${path}](https://developers.cloudflare.com/${path}/)`;
  const rows = [
    [
      `${n0(LIMITS.queueMessagesPerSecond)} messages/s, ${n0(LIMITS.queueBacklogBytes / 1e9)} GB, ${LIMITS.queueRetentionDays} days, ${LIMITS.consumerConcurrency} invocations`,
      docs('queues/platform/limits'),
      'published',
    ],
    [
      `$${PRICES.queueOperation.dollars} per million operations of 64 KB, three per message`,
      docs('queues/platform/pricing'),
      'published',
    ],
    [
      `${n0(LIMITS.objectRequestsPerSecond)} requests/s (soft), ${n0(LIMITS.objectBytes / 1e9)} GB per object`,
      docs('durable-objects/platform/limits'),
      'published',
    ],
    ['requests, GB-s and SQLite rows of Durable Objects', docs('durable-objects/platform/pricing'), 'published'],
    [
      `${n0(LIMITS.d1DatabaseBytes / 1e9)} GB per database, ${n0(LIMITS.d1AccountBytes / 1e12)} TB and ${n0(LIMITS.d1Databases)} databases per account`,
      docs('d1/platform/limits'),
      'published',
    ],
    ['rows and GB of D1', docs('d1/platform/pricing'), 'published'],
    ['reads, writes and GB of KV', docs('kv/platform/pricing'), 'published'],
    ['requests and CPU of Workers', docs('workers/platform/pricing'), 'published'],
    ['R2', docs('r2/platform/pricing'), 'published'],
    [
      'ClickHouse Cloud: Scale example and TB, us-east-1',
      '[clickhouse.com/docs/cloud/manage/billing/overview](https://clickhouse.com/docs/cloud/manage/billing/overview)',
      'published',
    ],
    [
      `${n0(MEASURED.linkBytes)} bytes per link in D1`,
      '`test/bench/capacity/link-bytes.ts`, SQLite on the real migrations',
      'measured',
    ],
    ['bytes and rows per event in ClickHouse, CPU of an insert', '[bench/pipeline.md](bench/pipeline.md)', 'measured'],
    ['KV reads and edge CPU per click', '[bench/redirect.md](bench/redirect.md)', 'measured'],
    [
      `${DESIGN.d1RowsPerLink} rows written per new link, ${DESIGN.rowsPerCommit} per commit, ${DESIGN.rowsPerBatch} per batch`,
      'counted in the statements, indexes included',
      'counted',
    ],
    [
      `${MEASURED.archiveBytesPerEvent} bytes per archived event, ${DESIGN.kvBytesPerLink} per link in KV, ${DESIGN.messageBytes} per message`,
      'Parquet with zstd of such rows; typical records',
      'estimated',
    ],
  ];
  return `Limits and prices as published in November 2026 (Workers Paid), where a month has ${n0(SECONDS_PER_MONTH)} seconds.

${table(['number', 'from', ''], rows)}`;
}
