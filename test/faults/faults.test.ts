/** Seeded faults against the whole stack: nothing that was answered is lost, nothing is counted twice. `npm run faults` says more. */
import { expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import { evidence, seedLine } from './report.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const EVENTS_PER_SEED = 5_000;
/** Of all seeds together, on a machine with other work to do. */
const TIMEOUT_MS = 30 * 60_000;

it(
  `accepted = raw = rollups = counters, and every event is accounted for, under the faults of ${SEEDS.length} seeds`,
  async () => {
    const reports = await runCampaign({
      seeds: SEEDS,
      events: EVENTS_PER_SEED,
      onReport: (report) => console.log(seedLine(report)),
    });
    const broken = reports.filter(({ violations }) => violations.length > 0);
    expect(broken.map((report) => evidence(report, EVENTS_PER_SEED))).toEqual([]);
    expect(reports.every(({ accepted, hits }) => accepted > EVENTS_PER_SEED / 2 && Object.keys(hits).length > 3)).toBe(
      true,
    );
  },
  TIMEOUT_MS,
);
