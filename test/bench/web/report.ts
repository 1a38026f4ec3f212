/** Writes a run of the web bench as Markdown. */
import type { Scores } from './lighthouse.ts';
import type { ListRow } from './list.ts';
import type { LiveRow } from './live-hour.ts';

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

## An hour of the Live page

The page is given the ${live.frames.toLocaleString('en-US')} frames of an hour at fifty clicks a second (four frames a second, as the ledger sends at most, ${live.clicks.toLocaleString('en-US')} clicks),
${live.scale.toFixed(0)} times faster than life, by a socket inside the browser. Weighed after a collection: ${live.heapAtMinuteMb.toFixed(1)} MB of heap and ${live.nodesAtMinute} nodes after the
first minute's frames, ${live.heapAtHourMb.toFixed(1)} MB and ${live.nodesAtHour} nodes after all of them.

${report.promises.map(({ what, value, limit, met }) => `- ${met ? 'met' : '**missed**'}: ${what}: ${shown(value)} (${shown(limit)})`).join('\n')}
`;
}

/** Processors of the machine are all taken: what waits, waits for others. */
function busy({ loadBefore, loadAfter, machine }: Report): string {
  return Math.max(loadBefore, loadAfter) > 2 * Number.parseInt(machine, 10)
    ? '\n\n**Other programs were using the machine**: milliseconds below, and the scores made of them, are theirs as much as ours. Bytes, nodes and memory are not.'
    : '';
}

const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
