/** The second line: hours whose rollups are in doubt are compared with raw once they are over, and corrected. */
import type { DirtyHour, LedgerRpc } from '#core/ledger/contract.ts';
import { hourSpan, type RollupStore } from '#core/rollup/repair.ts';
import { repairAlone } from '#core/rollup/repair-alone.ts';
import { describeError, type Log } from '#platform/log/log.ts';

/** Stragglers of an hour have mostly arrived by then; later ones are counted by the views as ever. */
const GRACE_MS = 10 * 60_000;
/** A run ends after this, the next minute's run goes on: crons must not pile up. */
const MAX_RUN_MS = 40_000;

export interface RepairRollupsTools {
  ledgers: {
    all(): Promise<string[]>;
    get(name: string): Pick<LedgerRpc, 'dirtyHours' | 'clearDirtyHour' | 'hold' | 'release'>;
  };
  rollups: RollupStore;
  now: () => number;
  log: Log;
}

export interface RepairRun {
  /** Hours compared with raw. */
  hours: number;
  /** Rollups corrected in them. */
  corrections: number;
  /** Hours left for the next run: the ledger was busy, the store refused, or time was up. */
  left: number;
}

/** A mark is cleared only after its hour is right, so a run that dies is repeated; a repeated repair finds nothing. */
export async function repairRollups(tools: RepairRollupsTools): Promise<RepairRun> {
  const { ledgers, now } = tools;
  const until = now() + MAX_RUN_MS;
  const run: RepairRun = { hours: 0, corrections: 0, left: 0 };
  for (const name of await ledgers.all()) {
    const dirty = await ledgers.get(name).dirtyHours(now() - GRACE_MS);
    for (const [index, hour] of dirty.entries()) {
      const corrections = now() < until ? await repairOne(tools, name, hour) : 'busy';
      if (corrections === 'busy') {
        run.left += dirty.length - index;
        break;
      }
      if (corrections === 'failed') run.left += 1;
      else {
        run.hours += 1;
        run.corrections += corrections;
      }
    }
  }
  return run;
}

async function repairOne(
  tools: RepairRollupsTools,
  name: string,
  dirty: DirtyHour,
): Promise<number | 'busy' | 'failed'> {
  const { log } = tools;
  const { workspaceId, hour, batch, since } = dirty;
  const ledger = tools.ledgers.get(name);
  try {
    const corrections = await repairAlone({ ...tools, ledger }, hourSpan(workspaceId, hour), String(since));
    if (!corrections) return 'busy';
    await ledger.clearDirtyHour(dirty);
    for (const { rollup, keys, events } of corrections) {
      log.warn('repair.corrected', { workspaceId, hour, batch, rollup, keys, events });
    }
    return corrections.length;
  } catch (error) {
    log.error('repair.failed', { workspaceId, hour, batch, error: describeError(error) });
    return 'failed';
  }
}
