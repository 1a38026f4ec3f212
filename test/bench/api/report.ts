/** Writes a run as Markdown: times and rows per size, and the promises they are held to. */
import type { SizeRow } from './measure.ts';

export interface Promised {
  what: string;
  value: number;
  limit: number;
  met: boolean;
}

export interface Report {
  at: string;
  machine: string;
  loadBefore: number;
  loadAfter: number;
  sizes: SizeRow[];
  promises: Promised[];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

const grouped = (value: number): string => Math.round(value).toLocaleString('en').replaceAll(',', ' ');

function callTable(sizes: SizeRow[]): string {
  const head = ['call', 'answered', ...sizes.flatMap(({ links }) => [`${grouped(links)}: p50 / p95 ms`, 'rows read'])];
  const first = sizes[0]?.calls ?? [];
  const rows = first.map((call, index) => [
    call.title,
    grouped(sizes.at(-1)?.calls[index]?.answered ?? 0),
    ...sizes.flatMap(({ calls }) => {
      const each = calls[index] ?? call;
      return [`${each.p50Ms.toFixed(1)} / ${each.p95Ms.toFixed(1)}`, grouped(each.rowsRead)];
    }),
  ]);
  return table(head, rows);
}

function writeTable(sizes: SizeRow[]): string {
  const rows = sizes.map((size) => [
    grouped(size.links),
    `${size.create.p50Ms.toFixed(1)} / ${size.create.p95Ms.toFixed(1)}`,
    grouped(size.importPerSecond),
    size.rowsWritten.toFixed(1),
    grouped(size.databaseBytes / size.links),
  ]);
  return table(['links', 'create p50 / p95 ms', 'imported/s', 'rows written per link', 'bytes per link'], rows);
}

export function toMarkdown(report: Report): string {
  const promises = report.promises.map(({ what, value, limit, met }) => [
    what,
    value.toFixed(2),
    limit.toFixed(2),
    met ? 'met' : '**missed**',
  ]);
  return `# API bench

${report.at}, ${report.machine}, load average ${report.loadBefore.toFixed(1)} before and ${report.loadAfter.toFixed(1)} after. \`npm run bench:api\` makes this page.

The full local stack: real api worker, D1, KV and ledger in their local simulators. One workspace with so many links on one shard; calls come one
at a time over HTTP, a hundred links a page. Rows read are what D1 counts and bills, of the questions about links alone: a request
reads a few more to know its token, its person and the tags shown. Times are of this machine; rows are the same everywhere.

## Reading

${callTable(report.sizes)}

A page in another order within a filter reads at most √(links × page size) rows, as that order exists for all links only. A page by number reads the pages
before it; a cursor does not.

## Writing

${writeTable(report.sizes)}

Rows written include each index, the search index and the counters. An import sends bulk requests of a hundred links, one after another; each link claims
its name, is published to KV and leaves its line of the audit log.

## Promises

${table(['promise', 'measured', 'at most', ''], promises)}
`;
}
