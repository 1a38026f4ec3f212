/** What the harness and the process of the stack say to each other, over the process channel. */
import type { LedgerProof, LedgerStatus, Totals } from '#core/ledger/contract.ts';
import type { Backlog } from '../../dev/stack/broker/inside/broker.ts';
import type { SeedRow } from '../support/tenant.ts';
import type { Hits, Orders } from './faults.ts';

export interface StackSettings {
  stateDir: string;
  basePort: number;
  /** Address of the proxy. */
  clickhouseUrl: string;
  /** Number of ledgers, when it is not the configured one. */
  ledgers?: number;
}

export interface StackFacts {
  edgeUrl: string;
  apiUrl: string;
  clickhouseUrl: string;
  database: string;
  /** The word the running workers obey. */
  control: string;
}

export interface StackState {
  queues: Record<string, Backlog>;
  ledgers: LedgerStatus[];
  /** Objects under `spill/`. */
  spills: number;
}

export interface WorkspaceFigures {
  proof: LedgerProof;
  workspace: Totals;
  links: Record<string, number>;
}

/** A dead letter as it lies in R2. */
export interface FoundLetter {
  key: string;
  reason: string;
  /** JSON of its body. */
  body: string;
}

/** What the pipeline is asked, from inside its runtime. */
export interface Questions {
  write(rows: SeedRow[]): Promise<void>;
  ledgers(): Promise<LedgerStatus[]>;
  spills(): Promise<number>;
  figures(workspaceId: string, linkIds: string[]): Promise<WorkspaceFigures>;
  /** Letters under other keys than those known. */
  deadLetters(known: string[]): Promise<FoundLetter[]>;
}

/** What can be asked of the stack's process. */
export interface StackCalls extends Pick<Questions, 'write' | 'figures' | 'deadLetters'> {
  orders(orders: Orders): Promise<Hits>;
  clock(offsetMs: number, speed: number): Promise<void>;
  cron(expression: string): Promise<void>;
  state(): Promise<StackState>;
  stop(): Promise<void>;
}

export type Question = { id: number; call: keyof StackCalls; args: unknown[] };
export type Word =
  | { ready: StackFacts }
  | { failed: string }
  | { heard: string }
  | { said: string }
  | { id: number; result?: unknown; error?: string };
