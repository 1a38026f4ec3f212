/** Writes a run as Markdown. */

export interface Report {
  at: string;
  machine: string;
  loadBefore: number;
  loadAfter: number;
  sockets: number;
  opening: { seconds: number; cpuMsEach: number; helloBytes: number; memoryMb: number };
  rates: {
    /** Clicks a second as they were really sent. */
    perSecond: number;
    framesPerSocketSecond: number;
    bytesPerFrame: number;
    p50Ms: number;
    p95Ms: number;
    p99Ms: number;
    cpuUsPerFrame: number;
  }[];
  stalled: { sockets: number; mostBytes: number; othersP95Ms: number };
  resuming: { seconds: number; sockets: number; missed: number };
  rowsPerEvent: number;
  promises: { what: string; holds: boolean }[];
}

/** Processors of the machine are all taken: what waits, waits for others. */
function busy({ loadBefore, machine }: Report): string {
  return loadBefore > Number.parseInt(machine, 10)
    ? '\n\n**Other programs were using the machine**: delays and seconds below are theirs as much as ours. Counts and bytes are not.'
    : '';
}

export function toMarkdown(report: Report): string {
  const { opening, rates, stalled, resuming } = report;
  const rows = rates.map((rate) =>
    [
      rate.perSecond.toFixed(0),
      rate.framesPerSocketSecond.toFixed(1),
      (rate.framesPerSocketSecond * report.sockets).toFixed(0),
      rate.bytesPerFrame.toFixed(0),
      `${rate.p50Ms.toFixed(0)} / ${rate.p95Ms.toFixed(0)} / ${rate.p99Ms.toFixed(0)}`,
      rate.cpuUsPerFrame.toFixed(0),
    ].join(' | '),
  );
  return `# Live bench

${report.at}, ${report.machine}, load average ${report.loadBefore.toFixed(1)} before and ${report.loadAfter.toFixed(1)} after. \`npm run bench:live\` makes this page.

The full local stack, everything on this machine: ${report.sockets} sockets of one workspace on one ledger, opened through the api with a token. Clicks enter through the
queue; the sockets' clients share one Node process with the bench, and the two cores with everything else. CPU is the whole runtime's (api, queue, consumer, ledger and the
sockets of both sides of the api), so a frame's share of it is an upper bound.${busy(report)}

**Opening**: ${report.sockets} sockets in ${opening.seconds.toFixed(1)} s, ${opening.cpuMsEach.toFixed(1)} ms of CPU each (token, limits, folders, ledger), a greeting of ${opening.helloBytes.toFixed(0)} bytes; the runtime grew by ${opening.memoryMb.toFixed(0)} MB.

| clicks/s | frames per socket and second | frames/s in all | bytes per frame | click → frame, p50 / p95 / p99 ms | CPU per frame, µs |
|---:|---:|---:|---:|---:|---:|
${rows.map((row) => `| ${row} |`).join('\n')}

The delay begins with the click's own time: it includes the queue's half second, which gathers messages. At most four frames a second leave the ledger, whatever the rate;
above 80 clicks a second their feed is a sample.

**Standing still**: ${stalled.sockets} sockets stopped acknowledging at 200 clicks a second. The most that one of them was sent is ${(stalled.mostBytes / 1_000).toFixed(0)} KB; p95 of the others was ${stalled.othersP95Ms.toFixed(0)} ms meanwhile.

**Coming back**: ${resuming.sockets} sockets closed, ${resuming.missed} clicks later all came back with their place, in ${resuming.seconds.toFixed(1)} s.

**Rows written** by the ledger per event, everything included: ${report.rowsPerEvent.toFixed(3)}. Sockets write none: clicks come in few here, so commits and batches are small.

${report.promises.map(({ what, holds }) => `- ${holds ? 'holds' : '**broken**'}: ${what}`).join('\n')}
`;
}
