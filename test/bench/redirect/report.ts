/** Writes a run as JSON, as Markdown tables and as a plot. */
import type { CostLine } from './cost.ts';
import { total } from './cost.ts';
import type { Budget, Row } from './summary.ts';
import type { Bundle } from './servers.ts';
import type { FullStackRow } from './full-stack.ts';

export interface Report {
  at: string;
  machine: string;
  connections: number;
  rounds: number;
  /** What other programs used of the machine in the median round, 0 to 1. */
  others: number;
  loadBefore: number;
  loadAfter: number;
  bundle: Bundle;
  rows: Row[];
  budgets: Budget[];
  costs: { title: string; lines: CostLine[] }[];
  fullStack: FullStackRow[] | string;
}

const fixed = (value: number, digits: number): string => value.toFixed(digits);

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function cellTable(report: Report): string {
  const head = [
    'cell',
    'requests/s',
    'CPU µs',
    '÷ (a)',
    '95 %',
    '÷ (c)',
    'p50 ms',
    'p99 ms',
    'c=1 p50',
    'c=1 p99',
    'KV',
    'D1',
    'queue',
    'spread',
  ];
  const rows = report.rows.map((row) => [
    row.title,
    fixed(row.requestsPerSecond, 0),
    fixed(row.cpuMicros, 1),
    fixed(row.toBare, 2),
    row.toBareBetween.map((bound) => fixed(bound, 2)).join('–'),
    fixed(row.toQueue, 2),
    fixed(row.p50Ms, 2),
    fixed(row.p99Ms, 2),
    fixed(row.single.p50Ms, 2),
    fixed(row.single.p99Ms, 2),
    fixed(row.perRequest.kvReads, 4),
    fixed(row.perRequest.d1Statements, 4),
    fixed(row.perRequest.queueSends, 2),
    `${fixed(row.spread * 100, 0)} %`,
  ]);
  return table(head, rows);
}

function noiseSentence(report: Report): string {
  const worst = Math.max(...report.rows.map((row) => row.spread));
  const busy = `other programs used ${fixed(report.others * 100, 0)} % of the machine; load average ${fixed(report.loadBefore, 1)} before, ${fixed(report.loadAfter, 1)} after`;
  const verdict =
    worst < 0.25 && report.others < 0.1
      ? 'a quiet run'
      : worst < 0.6
        ? 'a noisy run: read the ratios, not the microseconds'
        : 'a very noisy run: repeat it on a quieter machine';
  return `Noise: the middle half of the rounds differed by up to ${fixed(worst * 100, 0)} % in CPU per request (${busy}): ${verdict}.`;
}

function costSection(report: Report): string {
  return report.costs
    .map(({ title, lines }) => {
      const rows = lines.map((line) => [
        line.what,
        fixed(line.operationsPerClick, 5),
        fixed(line.dollarsPerMillion, 3),
        fixed(line.dollars, 4),
      ]);
      return `### ${title}\n\n${table(['operation', 'per click', '$ per million', '$'], [...rows, ['**together**', '', '', `**${fixed(total(lines), 2)}**`]])}`;
    })
    .join('\n\n');
}

function fullStackSection(rows: Report['fullStack']): string {
  if (typeof rows === 'string') return rows;
  const cells = rows.map((row) => [
    row.title,
    fixed(row.requestsPerSecond, 0),
    fixed(row.p50Ms, 2),
    fixed(row.p99Ms, 2),
    row.counted,
  ]);
  return table(['cell', 'requests/s', 'p50 ms', 'p99 ms', 'clicks counted'], cells);
}

export function toMarkdown(report: Report): string {
  const budgets = report.budgets.map((each) => [
    each.what,
    fixed(each.value, 4),
    fixed(each.limit, 2),
    each.met ? 'met' : '**missed**',
  ]);
  return `# Redirect bench

${report.at}, ${report.machine}. \`npm run bench:redirect\` makes this page.

The production bundle (${fixed(report.bundle.gzipBytes / 1024, 1)} KiB gzip, ${report.bundle.bytes} bytes) and three floors, each in a plain \`workerd serve\` of its own, with the
same stand-ins for KV, queue and D1 in the same process; the queue stand-in reads and counts every message, and the run fails when one is missing.
${report.rounds} alternating rounds of short slices, ${report.connections} connections; medians of the half in which other programs used the machine least. Ratios are taken within a round, "95 %" is where the true
median of ÷ (a) lies. CPU is user + system time of all threads of the process, stand-ins and garbage collection included.

${cellTable(report)}

${noiseSentence(report)} p99 above one connection on a shared machine is noise; nothing is claimed from it.

![CPU per request](redirect.svg)

## Budgets

${table(['promise', 'measured', 'at most', ''], budgets)}

## The full local stack

The local simulators of KV, queues and D1 cost many times what the worker does; these figures are about them.

${fullStackSection(report.fullStack)}

## What a million clicks cost

Cloudflare's public prices, free allowances not counted. CPU is this machine's; ClickHouse is not in it.

${costSection(report)}
`;
}

const WIDTH = 760;
const BAR = 26;
const LABELS = 270;

/** Bars of CPU per request, with the budget of the hot link as a line. */
export function toSvg(report: Report): string {
  const bare = report.rows.find((row) => row.id === 'bare')?.cpuMicros ?? 1;
  const most = Math.max(3.2 * bare, ...report.rows.map((row) => row.cpuMicros));
  const x = (micros: number): number => LABELS + (micros / most) * (WIDTH - LABELS - 110);
  const height = report.rows.length * BAR + 40;
  const bars = report.rows.map((row, i) => {
    const y = i * BAR + 10;
    const fill = ['bare', 'kv', 'queue'].includes(row.id) ? '#a1a1aa' : '#4f46e5';
    return `<text x="${LABELS - 8}" y="${y + 14}" text-anchor="end">${row.title}</text><rect x="${LABELS}" y="${y}" width="${fixed(x(row.cpuMicros) - LABELS, 1)}" height="18" rx="3" fill="${fill}"/><text x="${fixed(x(row.cpuMicros) + 6, 1)}" y="${y + 14}">${fixed(row.cpuMicros, 0)} µs · ${fixed(row.toBare, 2)}×</text>`;
  });
  const limit = x(3 * bare);
  const line = `<line x1="${fixed(limit, 1)}" x2="${fixed(limit, 1)}" y1="4" y2="${height - 26}" stroke="#dc2626" stroke-dasharray="4 3"/><text x="${fixed(limit, 1)}" y="${height - 10}" text-anchor="middle" fill="#dc2626">3 × (a)</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui,sans-serif" font-size="12" fill="#52525b"><title>CPU per request</title>${bars.join('')}${line}</svg>\n`;
}
