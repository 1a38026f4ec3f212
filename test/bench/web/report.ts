/** Writes a run of the web bench as Markdown. */
import type { Scores } from './lighthouse.ts';
import type { ListRow } from './list.ts';
import type { LiveRow } from './live-hour.ts';
import type { YearRow } from './year.ts';

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
  runs: number;
  scores: Scores[];
  scripts: { page: string; kilobytes: number }[];
  list: ListRow;
  live: LiveRow;
  /** Absent when no built year was ever given; may be of another day than the rest. */
  year?: { at: string; rows: YearRow[] } | undefined;
  promises: Promised[];
}

export function toMarkdown(report: Report): string {
  const { list, live } = report;
  const scores = report.scores.map(
    (each) =>
      `| ${each.screen} | ${each.performance} | ${each.accessibility} | ${(each.lcpMs / 1_000).toFixed(2)} | ${each.tbtMs.toFixed(0)} | ${each.cls.toFixed(3)} |`,
  );
  return `# Web bench

${report.at}, ${report.machine}, load average ${report.loadBefore.toFixed(1)} before and ${report.loadAfter.toFixed(1)} after. \`npm run bench:web\` makes this page.

The production build, served by the full local stack on this machine, in the Chromium that the tests use, without a graphics card.${busy(report)}

## Pages

Lighthouse 13 with its desktop settings (simulated network of 10 Mbit/s and 40 ms), signed in where the page needs it; the median of ${report.runs} by performance.

| page | performance | accessibility | largest paint, s | blocking, ms | layout shift |
|---|---:|---:|---:|---:|---:|
${scores.join('\n')}

Script until the page is complete, gzipped: ${report.scripts.map(({ page, kilobytes }) => `${page} ${kilobytes.toFixed(0)} KB`).join(', ')}.

## A list of ${list.links.toLocaleString('en-US')} links

${list.interactions} interactions (keys in the search, selecting rows), each measured by the browser's event timing from the key or click to the frame that shows
it, as INP is: p50 ${list.p50Ms.toFixed(0)} ms, p95 ${list.p95Ms.toFixed(0)} ms, longest ${list.worstMs.toFixed(0)} ms. The browser reports nothing under 16 ms; such interactions
stand as 16. While the wheel turns, 95 of 100 frames come within ${list.frameP95Ms.toFixed(0)} ms. ${list.rows} rows exist in the page.

## The Live page, left open

The page is given the ${live.frames.toLocaleString('en-US')} frames of ${(live.frames / 240).toFixed(0)} minutes at fifty clicks a second (four frames a second, as the ledger sends at most, ${live.clicks.toLocaleString('en-US')} clicks)
by a socket inside the browser, as fast as it can draw each second of them: ${live.scale.toFixed(1)} times faster than life here. Weighed after a collection: ${live.heapAtMinuteMb.toFixed(1)} MB of heap and
${live.nodesAtMinute} nodes after the first minute, ${live.heapAtEndMb.toFixed(1)} MB and ${live.nodesAtEnd} nodes at the end.
${yearOf(report)}
${report.promises.map(({ what, value, limit, met }) => `- ${met ? 'met' : '**missed**'}: ${what}: ${shown(value)} (${shown(limit)})`).join('\n')}
`;
}

function yearOf({ year }: Report): string {
  if (year === undefined) return '';
  const rows = year.rows.map(
    ({ page, zone, answers, openedMs, againMs }) =>
      `| ${page} | ${zone} | ${answers} | ${openedMs[0]?.toFixed(0)} | ${medianOf(openedMs).toFixed(0)} | ${openedMs.at(-1)?.toFixed(0)} | ${againMs.toFixed(0)} |`,
  );
  return `
## Twelve months of twenty million clicks

${year.at}. From the navigation to the frame with the last figure in the window of 1440 by 900, ${year.rows[0]?.openedMs.length} times, each with an empty browser cache and without any
report kept from before; the last column is the same address once more. The workspace is the stats bench's largest; the link has the same
year's events, all of them, moved so that they end today. Stack, ClickHouse and browser share this machine.

| page | time zone | answers of the api | fastest, ms | median, ms | slowest, ms | again, ms |
|---|---|---:|---:|---:|---:|---:|
${rows.join('\n')}
`;
}

export const medianOf = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

/** Processors of the machine are all taken: what waits, waits for others. */
function busy({ loadBefore, loadAfter, machine }: Report): string {
  return Math.max(loadBefore, loadAfter) > 2 * Number.parseInt(machine, 10)
    ? '\n\n**Other programs were using the machine**: milliseconds below, and the scores made of them, are theirs as much as ours. Bytes, nodes and memory are not.'
    : '';
}

const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
