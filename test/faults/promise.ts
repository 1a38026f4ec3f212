/** The promise that each file of seeds holds the stack to. Four files, because a campaign mostly waits: they run side by side. */
import { expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import { evidence, seedLine } from './report.ts';

const SEEDS = 20;
const EVENTS_PER_SEED = 5_000;
const LANES = 4;
/** Of all seeds together, on a machine with other work to do. */
const TIMEOUT_MS = 30 * 60_000;

/** @param lane which quarter of the seeds 1 to 20 this file takes: 1 to 4. */
export function holdsUnderFaults(lane: number): void {
  const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1).filter((seed) => (seed - lane) % LANES === 0);
  it(
    `accepted = raw = rollups = counters, and every event is accounted for, under the faults of ${seeds.length} seeds`,
    async () => {
      const reports = await runCampaign({
        seeds,
        events: EVENTS_PER_SEED,
        onReport: (report) => console.log(seedLine(report)),
      });
      const broken = reports.filter(({ violations }) => violations.length > 0);
      expect(broken.map((report) => evidence(report, EVENTS_PER_SEED))).toEqual([]);
      expect(
        reports.every(({ accepted, hits }) => accepted > EVENTS_PER_SEED / 2 && Object.keys(hits).length > 3),
      ).toBe(true);
    },
    TIMEOUT_MS,
  );
}
