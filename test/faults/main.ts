/** `npm run faults`: seeded faults against the real stack, and a recount of every event afterwards. Run by dev/commands/faults.ts. */
import { parseArgs } from 'node:util';
import { chooseBasePort } from '../../dev/stack/addresses.ts';
import { runCampaign } from './campaign.ts';
import { evidence, seedLine, table, verdict } from './report.ts';

const LIMITS = { seeds: 10_000, events: 1_000_000, seed: 2 ** 31 - 1 };

/** Resolves with the exit code: 1 when a seed broke a promise. */
export async function faults(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      events: { type: 'string', default: '5000' },
      port: { type: 'string' },
    },
  });
  const events = wholeNumber('events', values.events, 1, LIMITS.events);
  const seeds = chooseSeeds(values.seed, values.seeds);
  const basePort = values.port === undefined ? undefined : chooseBasePort(values.port, undefined);
  console.log(
    `Seed${seeds.length > 1 ? 's' : ''} ${seeds.length > 1 ? `${seeds[0]}..${seeds.at(-1)}` : seeds[0]}, ${events} events each.`,
  );
  const reports = await runCampaign({
    seeds,
    events,
    basePort,
    onReport(report) {
      console.log(seedLine(report));
      if (report.violations.length > 0) console.log(evidence(report, events));
    },
  });
  console.log(`\n${table(reports)}\n\n${verdict(reports)}`);
  return reports.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

function chooseSeeds(seed: string | undefined, range: string | undefined): number[] {
  if (range === undefined) {
    if (seed !== undefined) return [wholeNumber('seed', seed, 0, LIMITS.seed)];
    return [Math.floor(Math.random() * 1_000_000)];
  }
  if (seed !== undefined) throw new Error('Give --seed S or --seeds A..B, not both.');
  const [from = '', to = '', ...more] = range.split('..');
  const first = wholeNumber('seeds', from, 0, LIMITS.seed);
  const last = wholeNumber('seeds', to, first, first + LIMITS.seeds - 1);
  if (more.length > 0) throw new Error(`--seeds is a range like 1..20, not "${range}".`);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}
