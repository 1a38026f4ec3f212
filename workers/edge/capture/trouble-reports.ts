/** Tells the control database what became of clicks that the queue refused: the workspace's receipt shows it. */
import type { CaptureTrouble } from '#core/event/trouble.ts';
import type { Defer } from '../lookup/ports.ts';
import type { Metrics } from '../metrics.ts';

/** Waits after a refusal of D1; after the last the report stays in memory until the next trouble. */
const RETRY_WAITS_MS = [250, 1_000, 4_000];
/** A sender that has not come back by then went with its request. */
const MAX_SENDING_MS = 20_000;
/** Pairs of workspace and trouble in one report, 50 KB. What comes on top is in the log only. */
const MAX_PAIRS = 1_000;

const WRITE = `INSERT OR IGNORE INTO capture_troubles (workspace_id, report_id, name, clicks, reported_at)
  SELECT value ->> 0, ?1, value ->> 1, value ->> 2, ?2 FROM json_each(?3)`;

export interface TroublePorts {
  control: Pick<D1Database, 'prepare'>;
  /** Unix ms. */
  clock: () => number;
  sleep: (ms: number) => Promise<void>;
  metrics: Metrics;
}

interface Report {
  /** Sent again after a lost answer, it is the same report. */
  id: string;
  clicks: Map<string, { workspaceId: string; trouble: CaptureTrouble; n: number }>;
}

export class TroubleReports {
  readonly #ports: TroublePorts;
  #gathering: Report = newReport();
  #sending: Report | undefined;
  #sendingUntil = 0;

  constructor(ports: TroublePorts) {
    this.#ports = ports;
  }

  /** Gathers while a report is on its way, so that an outage costs D1 one statement at a time per isolate. */
  add(workspaceId: string, trouble: CaptureTrouble, defer: Defer): void {
    const { clicks } = this.#gathering;
    const pair = `${workspaceId} ${trouble}`;
    const known = clicks.get(pair);
    if (known) known.n += 1;
    else if (clicks.size < MAX_PAIRS) clicks.set(pair, { workspaceId, trouble, n: 1 });
    if (this.#ports.clock() >= this.#sendingUntil) defer(this.#sendAll());
  }

  async #sendAll(): Promise<void> {
    try {
      for (this.#nextReport(); this.#sending; this.#nextReport()) {
        this.#sendingUntil = this.#ports.clock() + MAX_SENDING_MS;
        await this.#send(this.#sending);
        this.#sending = undefined;
      }
    } catch (error) {
      this.#ports.metrics.count('report_failed', error);
    } finally {
      this.#sendingUntil = 0;
    }
  }

  /** What a vanished or failed sender left goes first. */
  #nextReport(): void {
    if (this.#sending || this.#gathering.clicks.size === 0) return;
    this.#sending = this.#gathering;
    this.#gathering = newReport();
  }

  async #send({ id, clicks }: Report): Promise<void> {
    const rows = JSON.stringify([...clicks.values()].map(({ workspaceId, trouble, n }) => [workspaceId, trouble, n]));
    const statement = this.#ports.control.prepare(WRITE).bind(id, this.#ports.clock(), rows);
    for (const wait of RETRY_WAITS_MS) {
      try {
        await statement.run();
        return;
      } catch {
        await this.#ports.sleep(wait);
      }
    }
    await statement.run();
  }
}

function newReport(): Report {
  return { id: crypto.randomUUID(), clicks: new Map() };
}
