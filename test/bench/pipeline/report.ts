/** Writes a run as a page with tables, and as plots of the curves. */
import {
  CHECKPOINT_EVENTS,
  DRAIN_DELAY_MS,
  FREEZE_IDS,
  GROUP_WINDOW_MS,
  MAX_BATCH_BYTES,
  MAX_BATCH_EVENTS,
  MAX_FILTER_BYTES,
  MAX_GATHER_MS,
  MAX_GROUP_EVENTS,
} from '#core/ledger/limits.ts';
import { MAX_PAIRS_HELD } from '#core/ledger/repeats.ts';
import { PARALLEL, SHAPES, STEPS } from './ladder.ts';
import { plot } from './plot.ts';
import { budgetsOf, cellOf, percentile, type Report, stagesOf, titleOf } from './summary.ts';

const n0 = (value: number): string => Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
const n1 = (value: number): string => value.toFixed(1);
const mb = (bytes: number): string => `${n1(bytes / 1e6)} MB`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function throughput({ cells }: Report): string {
  const head = ['shape', ...STEPS.map((step) => `${step}, events/s`), 'whole ÷ empty', 'rows per 1 000', 'retried'];
  const rows = SHAPES.map(({ id, title }) => {
    const whole = cellOf(cells, id, 'whole');
    const speeds = STEPS.map((step) => cellOf(cells, id, step).storedPerSecond);
    return [
      title,
      ...speeds.map(n0),
      (whole.storedPerSecond / (speeds[0] ?? NaN)).toFixed(2),
      n1(whole.rowsPer1000),
      n0(whole.retried),
    ];
  });
  return table(head, rows);
}

function stages({ cells }: Report): string {
  const head = [
    'CPU µs per event',
    'hand-over',
    'consume, enrich',
    'ledger',
    'insert',
    'ClickHouse',
    'together',
    'two cores could',
    'of two cores got',
  ];
  const rows = stagesOf(cells).map((stage) => {
    const own = stage.consume + stage.ledger + stage.insert + stage.clickhouse;
    return [
      titleOf(stage.shape),
      ...[stage.queue, stage.consume, stage.ledger, stage.insert, stage.clickhouse, own].map(n1),
      `${n0(stage.twoCores)}/s`,
      `${n0(stage.got * 100)} %`,
    ];
  });
  return table(head, rows);
}

function latencies({ latency }: Report): string {
  const rows = latency.map(({ title, background, clicks, liveMs, storedMs }) => [
    title,
    n0(background),
    n0(clicks),
    ...[liveMs, storedMs].flatMap((all) => [0.5, 0.95].map((share) => n0(percentile(all, share)))),
  ]);
  return table(['beside', 'events/s', 'clicks', 'live p50 ms', 'p95', 'ClickHouse p50 ms', 'p95'], rows);
}

function curves({ inserts, windows }: Report): string {
  const insertRows = inserts.map((point) => [
    n0(point.workspaces),
    n0(point.rows),
    n0(point.rowsPerSecond),
    n1(point.cpuMicrosPerRow),
    n0(point.msPerInsert),
    mb(point.bytes),
  ]);
  const windowRows = windows.map((point) => [
    n0(point.windowMs),
    n0(point.acceptedPerSecond),
    n1(point.rowsPer1000),
    n0(point.batchP50Ms),
    n1(point.workerMicros),
  ]);
  return `${table(['workspaces', 'rows per insert', 'rows/s', 'CPU µs per row', 'ms per insert', 'text'], insertRows)}

${table(['group window ms', 'events/s', 'rows per 1 000', 'consumer p50 ms', 'worker CPU µs'], windowRows)}`;
}

function noise({ loadBefore, loadAfter, minutes }: Report): string {
  const most = Math.max(loadBefore, loadAfter);
  const verdict =
    most < 1
      ? 'a quiet machine before and after'
      : most < 4
        ? 'a shared machine: read the CPU per event and the ratios'
        : 'a crowded machine: throughput and latency are about it, only CPU per event and counts are about this code';
  return `Noise: load average ${n1(loadBefore)} before, ${n1(loadAfter)} after (its own work included), ${n1(minutes)} minutes: ${verdict}.`;
}

function outage({ backlog }: Report): string {
  if (typeof backlog === 'string') return `## ClickHouse away\n\n${backlog}`;
  return `## ClickHouse away

${n0(backlog.events)} events are what ${n0(backlog.ratePerSecond)} a second make in ${n0(backlog.events / backlog.ratePerSecond / 60)} minutes. Only their arrival is scaled: they are handed over as fast as they are taken
(${n1(backlog.handOverSeconds)} s, ten per message) with the store's process gone, then it is started again and ${n0(backlog.ratePerSecond)} a second go on arriving. Everything after that is real time.

${table(
  ['', ''],
  [
    ['waiting when it came back', `${n0(backlog.events)} events, ${mb(backlog.waitingBytes)} in the ledgers`],
    ['until the first batch is stored (the breaker probes at most every 30 s)', `${n1(backlog.noticedSeconds)} s`],
    ['until nothing older than 5 s waits', `${n1(backlog.recoveredSeconds)} s`],
    ['stored meanwhile', `${n0(backlog.storedPerSecond)} events/s`],
    ['ClickHouse CPU per event', `${n1(backlog.clickhouseMicros)} µs`],
    ['largest resident size of workerd', mb(backlog.peakResidentBytes)],
  ],
)}`;
}

function fullLedger({ memory }: Report): string {
  return `## Memory of a full ledger

One ledger with ${n0(memory.idsHeld)} ids: filters at their bound (${mb(MAX_FILTER_BYTES)}; beyond it ids stay exact and are read from disk), and just below the points at which memory is
written away: ${n0(FREEZE_IDS)} recent ids, ${n0(CHECKPOINT_EVENTS)} events since the checkpoint, each on a link of its own, and ${n0(MAX_PAIRS_HELD)} visitors; a batch is in flight to a store that is away. Asked of the
inspector after a collection, for the isolate that holds the consumer and the ledger. Twice those points is the most there ever is: a commit that finds them passed tidies up itself.

${table(
  ['', ''],
  [
    ['heap', mb(memory.heapBytes)],
    ['outside the heap (filters, id sets, texts)', mb(memory.bufferBytes)],
    ['of that, an empty ledger and the code', mb(memory.emptyHeapBytes)],
    ['an isolate may have', mb(128 * 2 ** 20)],
    ['resident size of the whole process', mb(memory.residentBytes)],
    ['first answer after a start with these ids', `${n0(memory.loadMs)} ms`],
  ],
)}`;
}

function weights({ sizes }: Report): string {
  return `## What an event weighs in ClickHouse

Merged, spread over a month, about ten clicks per link: hardly anything to sum up, which is what most links are like.

${table(
  ['table', 'rows per event', 'bytes per event'],
  sizes.map(({ table: name, rowsPerEvent, bytesPerEvent }) => [name, rowsPerEvent.toFixed(2), n1(bytesPerEvent)]),
)}`;
}

export function toMarkdown(report: Report): string {
  const budgets = budgetsOf(report).map(({ what, value, kind, limit, met }) => [
    what,
    value < 10 ? value.toFixed(2) : n0(value),
    `${kind} ${n0(limit * 10) === n0(limit) ? limit : limit < 1 ? limit : n0(limit)}`,
    met ? 'met' : '**missed**',
  ]);
  return `# Pipeline bench

${report.at}, ${report.machine}. \`npm run bench:pipeline\` makes this page${report.quick ? ' (this is a quick run, a tenth of the events)' : ''}.

The pipeline worker in a plain \`workerd serve\` with its ledgers' databases on disk, driven from inside the process: a driver makes clicks and calls
the worker's queue handler with batches of 100 messages, ${PARALLEL} under way at a time, as Cloudflare's queues do (up to 250). The local queue
emulation is left out on purpose: it is one more Durable Object in the same thread, which production does not have. Its
place as the floor takes **empty**: the same driver, the same messages, a consumer that reads and acknowledges them. **enrich** adds the
consumer, **ledger** the ledgers with a store that forgets, **whole** the real engine with all views. Speeds are from the first hand-over to the last
event stored, the last gathering of up to ${MAX_GATHER_MS / 1_000} s included; afterwards raw and the hourly rollup are counted, and the run fails when one event is missing or twice.
All of workerd is one thread, so one core is the most it can use; ClickHouse has the rest.

${noise(report)}

## Budgets

${table(['promise', 'measured', 'budget', ''], budgets)}

## Throughput

${throughput(report)}

## CPU by stage

User and system time of the processes, each step minus the one before. What two cores could do is 2 seconds of CPU divided by what an event takes; what they did do
is in the table above, with the share of the two cores that the run got. The hand-over (making clicks, copying them into the handler) is the bench's own and not part of "together".

${stages(report)}

## Latency

Through the whole local stack, its queue emulation included (batches leave the queue after half a second): one probe click at a time at the edge, from its
answer to the frame on a live socket and to the hourly rollup.

${latencies(report)}

## Batch sizes, from curves

![Curves](pipeline.svg)

An insert costs ClickHouse a fixed part for its parts and views, whatever its size. In use: at most ${n0(MAX_BATCH_EVENTS)} events and ${mb(MAX_BATCH_BYTES)} per insert
(ten times as many would save a quarter to two fifths of the CPU per row and take seconds each; a batch's text is in memory three times while it is sent, and a batch of unknown outcome is sent whole again), a second of
gathering when quiet (${DRAIN_DELAY_MS} ms), up to ${MAX_GATHER_MS} ms when busy, none when a full batch waits. A ledger's commits gather ${GROUP_WINDOW_MS} ms or ${n0(MAX_GROUP_EVENTS)} events:
shorter windows write more rows, longer ones make the queue wait for nothing.

${curves(report)}

${outage(report)}

${fullLedger(report)}

${weights(report)}
`;
}

const INDIGO = '#6366f1';
const TEAL = '#0d9488';

export function toSvg({ inserts, windows }: Report): string {
  const of = (workspaces: number, pick: (point: (typeof inserts)[number]) => number) =>
    inserts.filter((point) => point.workspaces === workspaces).map((point) => [point.rows, pick(point)] as const);
  const two = (pick: (point: (typeof inserts)[number]) => number) => [
    { name: 'one workspace', color: INDIGO, points: of(1, pick) },
    { name: '1 000 workspaces', color: TEAL, points: of(1_000, pick) },
  ];
  const window = (name: string, color: string, pick: (point: (typeof windows)[number]) => number) => [
    { name, color, points: windows.map((point) => [point.windowMs, pick(point)] as const) },
  ];
  return plot('Curves from which batch sizes are chosen; red: the value in use', [
    {
      title: 'Rows stored per second',
      xLabel: 'rows per insert',
      series: two((p) => p.rowsPerSecond),
      mark: MAX_BATCH_EVENTS,
    },
    {
      title: 'ClickHouse CPU, µs per row',
      xLabel: 'rows per insert',
      series: two((p) => p.cpuMicrosPerRow),
      mark: MAX_BATCH_EVENTS,
    },
    {
      title: 'Events per second',
      xLabel: 'group window, ms',
      series: window('accepted', INDIGO, (p) => p.acceptedPerSecond),
      mark: GROUP_WINDOW_MS,
    },
    {
      title: 'Ledger rows per 1 000 events',
      xLabel: 'group window, ms',
      series: window('written', TEAL, (p) => p.rowsPer1000),
      mark: GROUP_WINDOW_MS,
    },
  ]);
}
