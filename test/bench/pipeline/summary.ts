/** What a run says: budgets, stages, noise. */
import type { BacklogResult } from './backlog.ts';
import type { InsertPoint, WindowPoint } from './curves.ts';
import { type Cell, SHAPES, type Step, STEPS } from './ladder.ts';
import type { LatencyResult } from './latency.ts';
import type { MemoryResult } from './memory.ts';
import type { TableSize } from './sizes.ts';

export interface Report {
  at: string;
  machine: string;
  quick: boolean;
  minutes: number;
  loadBefore: number;
  loadAfter: number;
  cells: Cell[];
  inserts: InsertPoint[];
  windows: WindowPoint[];
  latency: LatencyResult[];
  /** Or why it could not be measured: the rest of a long run is kept all the same. */
  backlog: BacklogResult | string;
  memory: MemoryResult;
  sizes: TableSize[];
}

export interface Budget {
  what: string;
  limit: number;
  /** Whether the limit is the least or the most that is allowed. */
  kind: 'at least' | 'at most';
  value: number;
  met: boolean;
}

export const cellOf = (cells: readonly Cell[], shape: string, step: Step): Cell => {
  const found = cells.find((cell) => cell.shape === shape && cell.step === step);
  if (!found) throw new Error(`no cell ${shape} ${step}`);
  return found;
};

export const titleOf = (shape: string): string => SHAPES.find(({ id }) => id === shape)?.title ?? shape;

export interface Stages {
  shape: string;
  /** CPU microseconds per event: each step's worker minus the step's before. */
  queue: number;
  consume: number;
  ledger: number;
  insert: number;
  clickhouse: number;
  /** Events per second that two cores could do if nothing else ran: 2 s of CPU ÷ CPU per event, without the hand-over. */
  twoCores: number;
  /** Share of two cores that the run got, its hand-over included: the rest went to others, or to waiting. */
  got: number;
}

export function stagesOf(cells: readonly Cell[]): Stages[] {
  return SHAPES.map(({ id }) => {
    const [queue = 0, enrich = 0, ledger = 0, whole = 0] = STEPS.map((step) => cellOf(cells, id, step).workerMicros);
    const { clickhouseMicros, storedPerSecond } = cellOf(cells, id, 'whole');
    return {
      shape: id,
      queue,
      consume: enrich - queue,
      ledger: ledger - enrich,
      insert: whole - ledger,
      clickhouse: clickhouseMicros,
      twoCores: 2e6 / (whole - queue + clickhouseMicros),
      got: (storedPerSecond * (whole + clickhouseMicros)) / 2e6,
    };
  });
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Isolates of Cloudflare hold this much. */
const ISOLATE_BYTES = 128 * 2 ** 20;

export function budgetsOf({ cells, latency, memory }: Report): Budget[] {
  const atLeast = (what: string, limit: number, value: number): Budget => ({
    what,
    limit,
    kind: 'at least',
    value,
    met: value >= limit,
  });
  const atMost = (what: string, limit: number, value: number): Budget => ({
    what,
    limit,
    kind: 'at most',
    value,
    met: value <= limit,
  });
  const whole = SHAPES.map((shape) => ({ shape, cell: cellOf(cells, shape.id, 'whole') }));
  return [
    ...whole.map(({ shape, cell }) => atLeast(`events/s stored, ${shape.title}`, 10_000, cell.storedPerSecond)),
    ...stagesOf(cells).map(({ shape, twoCores }) =>
      atLeast(`events/s that two cores' CPU is enough for, ${titleOf(shape)}`, 10_000, twoCores),
    ),
    atMost('ledger rows written per 1 000 events', 50, Math.max(...whole.map(({ cell }) => cell.rowsPer1000))),
    atMost('click → live totals, ms, p95', 1_000, Math.max(...latency.map(({ liveMs }) => percentile(liveMs, 0.95)))),
    atMost(
      'click → ClickHouse, ms, p95',
      5_000,
      Math.max(...latency.map(({ storedMs }) => percentile(storedMs, 0.95))),
    ),
    atMost(
      'share of an isolate that a full ledger takes',
      0.5,
      (memory.heapBytes + memory.bufferBytes) / ISOLATE_BYTES,
    ),
  ];
}
