/** The ledger among the others: who counts a workspace, who did before, and how to reach them. */
import { AppError } from '#core/error/app-error.ts';
import type { LedgerRpc, WaitingPart } from '#core/ledger/contract.ts';
import { ledgerNames } from '#core/shard/place.ts';
import type { Origins } from './origins.ts';
import type { Residences } from './residence.ts';
import { sortByPlace } from './sort-rows.ts';

/** How often, and how long, a request waits for the end of its workspace's move: most take milliseconds. */
const MOVE_POLL_MS = 25;
const MOVE_PATIENCE_MS = 2_000;

/** Another ledger: by RPC, and by fetch for live sockets. */
export type Peer = LedgerRpc & { fetch(request: Request): Promise<Response> };

export interface NeighbourTools {
  residences: Residences;
  origins: Origins;
  now: () => number;
  /** How many ledgers there are meant to be. */
  count: number;
  peer: (name: string) => Peer;
}

export class Neighbours {
  readonly #tools: NeighbourTools;

  constructor(tools: NeighbourTools) {
    this.#tools = tools;
  }

  peer(name: string): Peer {
    return this.#tools.peer(name);
  }

  /** The first ledger writes down how many there are when it is born; every other one asks it once. */
  async knowCharter(): Promise<void> {
    const { residences, count } = this.#tools;
    if (!residences.isUnchartered) return;
    const [first = ''] = ledgerNames(1);
    if (residences.name === first) residences.charter({ founding: count, most: count });
    else residences.charter({ founding: (await this.peer(first).charter(count)).founding, most: 0 });
  }

  /** The ledger that counts the workspace, or undefined when it is this one. Waits for the end of a move, and throws when it is late. */
  async elsewhere(workspaceId: string): Promise<Peer | undefined> {
    await this.knowCharter();
    const { residences, now } = this.#tools;
    for (const patientUntil = now() + MOVE_PATIENCE_MS; ;) {
      const place = residences.placeOf(workspaceId);
      if (place === 'here') return undefined;
      if (place !== 'moving') return this.peer(place.ledger);
      if (now() >= patientUntil) throw stillMoving([workspaceId]);
      await scheduler.wait(MOVE_POLL_MS);
    }
  }

  sort<Item>(items: readonly Item[], workspaceOf: (item: Item) => string) {
    return sortByPlace(items, workspaceOf, (workspaceId) => this.#tools.residences.placeOf(workspaceId));
  }

  /** Former ledgers of the workspace that may still be sending events of it. */
  senders(workspaceId: string): Peer[] {
    return this.#tools.origins.undrained(workspaceId).map(({ ledger }) => this.peer(ledger));
  }

  async waitingElsewhere(workspaceId: string): Promise<WaitingPart[]> {
    const { origins } = this.#tools;
    return Promise.all(
      origins.undrained(workspaceId).map(async ({ ledger }) => {
        const part = await this.peer(ledger).waitingFrom(workspaceId);
        if (part.drained) origins.noteDrained(workspaceId, ledger);
        return part;
      }),
    );
  }
}

export function stillMoving(workspaceIds: readonly string[]): AppError {
  const subject = workspaceIds.length === 1 ? 'This workspace is' : 'These workspaces are';
  return new AppError('service_unavailable', `${subject} moving between ledgers. Try again in a moment.`);
}
