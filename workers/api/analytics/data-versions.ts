/** The version of each workspace's stored data, asked of its ledger and believed for a moment. */
import type { LedgerRpc } from '#core/ledger/contract.ts';

/** A dashboard's reports share one question. New data takes seconds to get into the store; this adds little. */
const BELIEVED_MS = 500;
/** Workspaces of one isolate that ask within that time. */
const MAX_HELD = 1_000;

export class DataVersions {
  readonly #ledgerOf: (workspaceId: string) => Pick<LedgerRpc, 'dataVersion'>;
  readonly #now: () => number;
  readonly #held = new Map<string, { version: string; at: number }>();

  constructor(ledgerOf: (workspaceId: string) => Pick<LedgerRpc, 'dataVersion'>, now: () => number) {
    this.#ledgerOf = ledgerOf;
    this.#now = now;
  }

  /** A ledger that does not answer keeps no report back: its answers are then kept for nobody else. */
  async of(workspaceId: string): Promise<string> {
    const now = this.#now();
    const held = this.#held.get(workspaceId);
    if (held && Math.abs(now - held.at) < BELIEVED_MS) return held.version;
    try {
      const version = await this.#ledgerOf(workspaceId).dataVersion(workspaceId);
      if (this.#held.size >= MAX_HELD) this.#held.clear();
      this.#held.set(workspaceId, { version, at: now });
      return version;
    } catch {
      return `unknown ${crypto.randomUUID()}`;
    }
  }
}
