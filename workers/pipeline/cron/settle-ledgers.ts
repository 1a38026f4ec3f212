/** Brings workspaces to the ledgers they belong to after the number of ledgers was changed. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { type Move, moveWorkspace } from '#core/ledger/move.ts';
import { describeError, type Log } from '#platform/log/log.ts';

/** A run ends after this, the next minute's run goes on: crons must not pile up. */
const MAX_RUN_MS = 40_000;

export interface SettleTools {
  ledgers: {
    count: number;
    all(): Promise<string[]>;
    get(name: string): Pick<LedgerRpc, Exclude<keyof LedgerRpc, 'append' | 'capture'>>;
  };
  now: () => number;
  log: Log;
}

export interface SettleRun {
  moved: number;
  /** Could not leave, or a ledger did not answer: the next run takes them up where they are. */
  left: number;
}

/** A ledger whose workspaces are all where they belong answers from memory. */
export async function settleLedgers(tools: SettleTools): Promise<SettleRun> {
  const { ledgers, now } = tools;
  const until = now() + MAX_RUN_MS;
  const run: SettleRun = { moved: 0, left: 0 };
  for (const name of await ledgers.all()) {
    for (let isAdvancing = true; isAdvancing && now() < until;) {
      isAdvancing = false;
      for (const due of await ledgers.get(name).movesDue(ledgers.count)) {
        const isMoved = now() < until && (await moveOne(tools, due));
        isAdvancing ||= isMoved;
        run[isMoved ? 'moved' : 'left'] += 1;
      }
    }
  }
  return run;
}

async function moveOne({ ledgers, log }: SettleTools, due: Move): Promise<boolean> {
  try {
    return await moveWorkspace(ledgers, due);
  } catch (error) {
    const { workspaceId, from, to } = due;
    log.warn('move.failed', { workspaceId, from, to, error: describeError(error) });
    return false;
  }
}
