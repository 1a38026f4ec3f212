/** What a million clicks cost on Cloudflare's public prices (Workers Paid, no free allowances counted), from counted operations. */
import { PRICES } from '../capacity/inputs.ts';

export interface CostLine {
  what: string;
  operationsPerClick: number;
  dollarsPerMillion: number;
  dollars: number;
}

/** $ per million, as in docs/capacity.md. */
const PRICE = {
  request: PRICES.request.dollars,
  cpuMs: PRICES.cpuMs.dollars,
  kvRead: PRICES.kvRead.dollars,
  queueOperation: PRICES.queueOperation.dollars,
  doRequest: PRICES.objectRequest.dollars,
  doRowWritten: PRICES.rowWritten.dollars,
  d1RowRead: PRICES.rowRead.dollars,
  r2ClassA: PRICES.r2ClassA.dollars,
};
/** A message of at most 64 KB is written, read and deleted. */
const QUEUE_OPERATIONS_PER_MESSAGE = 3;
/** The pipeline hands 100 messages at a time to a ledger, which writes far less than one row per event (its own bench). */
const LEDGER_REQUESTS_PER_EVENT = 0.01;
const LEDGER_ROWS_PER_EVENT = 0.05;
/** Archived once a month in large files. */
const ARCHIVE_PUTS_PER_EVENT = 0.000_01;

export interface ClickCosts {
  kvReads: number;
  queueSends: number;
  d1Statements: number;
  /** Edge CPU, and the same again for the share of a batch in the pipeline. */
  edgeCpuMicros: number;
  limited: boolean;
}

export function costOfMillion(click: ClickCosts): CostLine[] {
  const line = (what: string, operationsPerClick: number, dollarsPerMillion: number): CostLine => ({
    what,
    operationsPerClick,
    dollarsPerMillion,
    dollars: operationsPerClick * dollarsPerMillion,
  });
  const gate = click.limited
    ? [
        line('click gate: Durable Object request', 1, PRICE.doRequest),
        line('click gate: row written', 1, PRICE.doRowWritten),
      ]
    : [];
  return [
    line('edge request', 1, PRICE.request),
    line('edge CPU, ms', click.edgeCpuMicros / 1000, PRICE.cpuMs),
    line('KV read', click.kvReads, PRICE.kvRead),
    line('D1 row read', click.d1Statements, PRICE.d1RowRead),
    line('queue operation', click.queueSends * QUEUE_OPERATIONS_PER_MESSAGE, PRICE.queueOperation),
    ...gate,
    line('ledger: Durable Object request', LEDGER_REQUESTS_PER_EVENT, PRICE.doRequest),
    line('ledger: row written', LEDGER_ROWS_PER_EVENT, PRICE.doRowWritten),
    line('archive: R2 write', ARCHIVE_PUTS_PER_EVENT, PRICE.r2ClassA),
  ];
}

export const total = (lines: CostLine[]): number => lines.reduce((sum, each) => sum + each.dollars, 0);
