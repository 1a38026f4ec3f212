/** Seed after seed on one stack of its own, from a fresh folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesFrom, urlOf } from '../../dev/stack/addresses.ts';
import { findFreeBase } from '../../dev/stack/ports.ts';
import type { FoundLetter } from './words.ts';
import { StoreProxy } from './proxy.ts';
import { RemoteStack } from './remote-stack.ts';
import { runSeed, type SeedReport } from './run-seed.ts';

export interface CampaignOptions {
  seeds: readonly number[];
  /** Events per seed. */
  events: number;
  /** Chosen by itself when undefined; five ports in a row. */
  basePort?: number | undefined;
  onReport: (report: SeedReport) => void;
}

/** A folder grows with every seed; after so many a new one is begun. */
const SEEDS_PER_STACK = 20;
/** A stack that does not answer says nothing about a promise: its seed is run again. More of that is a defect. */
const MAX_TROUBLES = 3;

export async function runCampaign({ seeds, events, basePort, onReport }: CampaignOptions): Promise<SeedReport[]> {
  const reports: SeedReport[] = [];
  const left = [...seeds];
  for (let troubles = 0; left.length > 0;) {
    try {
      await onFreshStack(basePort, async (ground) => {
        for (let taken = 0; taken < SEEDS_PER_STACK && left[0] !== undefined; taken++) {
          const report = await runSeed(ground, left[0], events);
          left.shift();
          reports.push(report);
          onReport(report);
        }
      });
    } catch (error) {
      troubles += 1;
      if (troubles > MAX_TROUBLES) throw error;
      console.log(`seed ${left[0]}: the harness itself failed (${String(error)}); once more, on a fresh stack`);
    }
  }
  return reports;
}

export async function onFreshStack(
  basePort: number | undefined,
  work: (ground: Parameters<typeof runSeed>[0]) => Promise<void>,
): Promise<void> {
  const base = basePort ?? (await findFreeBase());
  const proxyPort = base + Object.keys(addressesFrom(base)).length;
  const stateDir = await mkdtemp(join(tmpdir(), 'hopline-faults-'));
  const hear = { current: (_line: string): void => {} };
  const proxy = await StoreProxy.open(proxyPort, addressesFrom(base).clickhouse);
  try {
    const settings = { stateDir, basePort: base, clickhouseUrl: urlOf(proxyPort) };
    const stack = await RemoteStack.start(settings, (line) => hear.current(line));
    try {
      await work({ stack, proxy, letters: new Map<string, FoundLetter>(), hear });
    } finally {
      await stack.stop().catch(() => stack.kill());
    }
  } finally {
    await proxy.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}
