/** Writes a run as Markdown: times and rows per size, and the promises they are held to. */
import type { ImportRow } from './import-job.ts';
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
  /** Files of many lines, each into an empty workspace. */
  imports: (ImportRow & { at: string })[];
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

/** Memory in MB: what a file needs must not depend on its length. */
function importTable(imports: Report['imports']): string {
  if (imports.length === 0) return '';
  const mb = (bytes: number): string => grouped(bytes / 1e6);
  const rows = imports.map((each) => [
    grouped(each.links),
    each.at.slice(0, 'YYYY-MM-DD'.length),
    grouped(each.seconds),
    grouped(each.linksPerSecond),
    mb(each.residentBefore),
    mb(each.peakOfFirstTenth),
    mb(each.peak),
  ]);
  const head = ['lines of one file', 'on', 'seconds', 'links/s', 'MB before', 'MB at most, first tenth', 'MB at most'];
  return `## Import of one large file

${table(head, rows)}

Into an empty workspace, by the background job alone, on two cores that other programs used, too. Memory is that of the one process that holds all workers,
D1, KV and R2 together; \`npm run bench:api -- --import 1000000\` measures it.
`;
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

Rows written include each index, the search index and the counters. Imported links come from a CSV file of 2 000 lines that the background job works off
while the workspace holds so many; each link claims its name and leaves its line of the audit log.

${importTable(report.imports)}

## Promises

${table(['promise', 'measured', 'at most', ''], promises)}
`;
}
