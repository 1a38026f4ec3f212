/** Writes a run as a page with tables and as a plot. */
import { type Cell, CROWD_CLIENTS } from './measure.ts';
import { RANGE_NAMES, RANGES, type Size, SIZE_NAMES } from './questions.ts';
import { budgetsOf, type Growth, isBreakdown, largestLinkOf, percentile, type Report, titleOf } from './summary.ts';

const n0 = (value: number): string => Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
const n1 = (value: number): string => value.toFixed(1);
const ms = (value: number): string => (value < 10 ? n1(value) : n0(value));
const spread = (times: number[]): string =>
  times.length === 0 ? '–' : [0.5, 0.95, 0.99].map((share) => ms(percentile(times, share))).join(' / ');

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function cellRow(cell: Cell): string[] {
  return [
    cell.name,
    cell.table.replaceAll('_v1', ''),
    n0(cell.rowsRead),
    spread(cell.warm),
    ms(cell.cpuMs),
    spread(cell.cold),
    spread(cell.crowd),
    cell.raw === undefined ? '–' : cell.raw === 'over the limits' ? '> 10 s' : ms(cell.raw.ms),
    typeof cell.raw === 'object' ? n0(cell.raw.rowsRead) : '',
  ];
}

const HEAD = [
  'groupBy',
  'table',
  'rows read',
  'warm p50 / 95 / 99 ms',
  'CPU ms',
  'cold',
  `${CROWD_CLIENTS} at once`,
  'raw ms',
  'raw rows',
];

function section(size: Size, { cells, events }: Report): string {
  const parts = RANGE_NAMES.flatMap((range) => {
    const rows = cells.filter((cell) => cell.size === size && cell.range === range).map(cellRow);
    return rows.length === 0 ? [] : [`### ${RANGES[range]}\n\n${table(HEAD, rows)}`];
  });
  const clicks = size === 'link' ? `, ${n0(largestLinkOf(events))} events` : '';
  return `## ${titleOf(size)}${clicks}\n\n${parts.join('\n\n')}`;
}

function growthTable(growth: Growth[]): string {
  const rows = growth.flatMap(({ events, cells, bytesPerEvent }) =>
    RANGE_NAMES.map((range) => {
      const of = cells.filter((cell) => cell.range === range && isBreakdown(cell));
      const medians = of.map((cell) => percentile(cell.warm, 0.5)).toSorted((a, b) => a - b);
      const worst = Math.max(...of.map((cell) => percentile(cell.warm, 0.95)));
      const read = of.map((cell) => cell.rowsRead).toSorted((a, b) => a - b);
      return [
        n0(events),
        RANGES[range],
        ms(percentile(medians, 0.5)),
        ms(worst),
        ms(Math.max(...of.map(({ cpuMs }) => cpuMs))),
        n0(percentile(read, 0.5)),
        n0(read.at(-1) ?? 0),
        n1(bytesPerEvent),
      ];
    }),
  );
  const head = [
    'events',
    'range',
    'median ms',
    'slowest p95 ms',
    'most CPU ms',
    'median rows read',
    'most rows read',
    'bytes per event',
  ];
  return table(head, rows);
}

function noise({ loadBefore, loadAfter, minutes }: Report): string {
  const verdict =
    loadBefore < 1
      ? 'a quiet machine'
      : loadBefore < 3
        ? 'a shared machine: read rows and ratios, repeat for milliseconds'
        : 'a crowded machine: rows, bytes and CPU are about this code, milliseconds about the neighbours';
  return `Noise: load average ${n1(loadBefore)} before, ${n1(loadAfter)} after (its own work included), ${n1(minutes)} minutes: ${verdict}.`;
}

/** What a reader must know who takes the numbers for those of the whole world. */
function missing({ stored, events, onlyAsked }: Report): string {
  const built = `${n0(stored)} of ${n0(events)} events`;
  return onlyAsked
    ? `Only workspaces that are asked about were built: the largest, the median and the smallest, with all their events; ${built}.`
    : `Not all of this world was built: ${built}, the largest workspace first, the newest first.`;
}

export function toMarkdown(report: Report): string {
  const budgets = budgetsOf(report).map(({ what, value, limit, met }) => [
    what,
    ms(value),
    `below ${limit}`,
    met ? 'met' : '**missed**',
  ]);
  const weights = report.weights.map((each) => [
    each.table,
    each.rowsPerEvent.toFixed(2),
    n1(each.bytesPerEvent),
    n0(each.parts),
  ]);
  const together = report.weights.reduce((sum, { bytesPerEvent }) => sum + bytesPerEvent, 0);
  const inserts = report.inserts.map((each) => [
    n0(each.rows),
    n1(each.rawMicros),
    n1(each.wholeMicros),
    `${n1(each.wholeMicros / each.rawMicros)} ×`,
    n0(each.rawPerSecond),
    n0(each.wholePerSecond),
  ]);
  const build = report.build
    ? `Built in this run: ${n0(report.build.events)} events, ${n0(report.build.events / report.build.seconds)} a second through all views.`
    : 'The folder was built before; this run only measured.';
  return `# Stats bench

${report.at}, ${report.machine}. \`npm run bench:stats\` makes this page; \`-- --folder <path>\` keeps the built data there and measures it again in minutes.

${
  report.stored === report.events
    ? ''
    : `**${missing(report)}** Every table begins with the workspace, so that others lie beside its rows and not between them.\n\n`
}${n0(report.events)} events over 13 months in one table, made inside ClickHouse and inserted through the real views; 1 000 workspaces, one with 20 % of all, of the
others the n-th with 1/n of the first one's. Days are closed by the pipeline's own statement. Each question is planned and rendered by the product's own planner and asked over HTTP as the api asks it, clicks of people,
presets in UTC, visitors included except by hour of the week, folder and tag (docs/stats.md says why). **CPU** is the engine's, per warm call: what neighbours on the machine do not change. **Cold**: the engine's caches emptied and the system's page cache passed by, so that every byte comes from the disk. **Raw**: the planner's SQL for raw events,
which is what the rollups save; \`SELECT 1\` takes ${spread(report.floor)} ms, which is the floor under every figure.

${noise(report)} ${build}

![Breakdowns of the largest workspace](stats.svg)

## Budgets

${table(['promise', 'measured', 'budget', ''], budgets)}

${SIZE_NAMES.filter((size) => report.cells.some((cell) => cell.size === size))
  .map((size) => section(size, report))
  .join('\n\n')}

## How cost grows

The largest workspace's breakdowns, warm, one client.

${growthTable(report.growth)}

## What an event weighs

${table(['table', 'rows per event', 'bytes per event', 'parts'], [...weights, ['**together**', '', `**${n1(together)}**`, '']])}

## What the rollups cost an insert

The same events into raw alone and into raw with all views, in turns, one connection.

${table(['events per insert', 'raw, CPU µs per event', 'with rollups', 'ratio', 'raw, events/s', 'with rollups'], inserts)}
`;
}

const WIDTH = 760;
const BAR = 20;
const LABELS = 150;

/** Bars of the warm p95 of every breakdown over twelve months, with the budget as a line. */
export function toSvg({ cells }: Report): string {
  const shown = cells
    .filter((cell) => cell.size === 'largest' && cell.range === '1y' && isBreakdown(cell))
    .map((cell) => ({ name: cell.name, warm: percentile(cell.warm, 0.95), raw: cell.raw }))
    .toSorted((a, b) => b.warm - a.warm);
  const most = Math.max(250, ...shown.map(({ warm }) => warm));
  const x = (value: number): number => LABELS + (value / most) * (WIDTH - LABELS - 160);
  const height = shown.length * BAR + 40;
  const bars = shown.map(({ name, warm, raw }, index) => {
    const y = index * BAR + 20;
    const aside = raw === 'over the limits' ? ' · raw: over 10 s' : ` · raw: ${n0(raw?.ms ?? 0)} ms`;
    const beside = raw === undefined ? '' : aside;
    return `<text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${name}</text><rect x="${LABELS}" y="${y}" width="${n1(x(warm) - LABELS)}" height="14" rx="3" fill="#4f46e5"/><text x="${n1(x(warm) + 6)}" y="${y + 12}">${ms(warm)} ms${beside}</text>`;
  });
  const limit = x(200);
  const line = `<line x1="${n1(limit)}" x2="${n1(limit)}" y1="16" y2="${height - 16}" stroke="#dc2626" stroke-dasharray="4 3"/><text x="${n1(limit)}" y="${height - 4}" text-anchor="middle" fill="#dc2626">200 ms</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui,sans-serif" font-size="11" fill="#71717a"><title>p95 of breakdowns of the largest workspace over 12 months</title><text x="${LABELS}" y="12" font-weight="600">p95 over 12 months, warm, one client</text>${bars.join('')}${line}</svg>\n`;
}
