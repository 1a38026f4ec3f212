/** Gets an event to where it is safe: the queue, else its ledger, else the vault. Each step down is counted. */
import type { CapturedEvent } from '#core/event/captured.ts';
import type { EventMessage } from '#core/event/message.ts';
import { MESSAGE_VERSION } from '#core/event/message.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { Metrics } from '../metrics.ts';

/** Waits before the second and third attempt: queue hiccups are short, and waitUntil has 30 seconds in all. */
const RETRY_WAITS_MS = [50, 250];

export interface DeliveryPorts {
  queue: { send(message: EventMessage): Promise<unknown> };
  ledger: (workspaceId: string) => Pick<LedgerRpc, 'capture'>;
  vault: { put(key: string, body: string): Promise<unknown> };
  metrics: Metrics;
  sleep: (ms: number) => Promise<void>;
}

/** e.g. `spill/2026-11-21/0195….json`; a cron of the pipeline drains this prefix. */
export function spillKey(event: CapturedEvent): string {
  return `spill/${new Date(event.ts).toISOString().slice(0, 10)}/${event.id}.json`;
}

const DURABLE = (): boolean => true;

/**
 * Resolves true when the event is durable somewhere, false when it is lost. Never throws or rejects. The send that succeeds, as
 * nearly all do, costs one promise; everything else waits for its failure.
 */
export function deliver(event: CapturedEvent, ports: DeliveryPorts): Promise<boolean> {
  const message: EventMessage = { v: MESSAGE_VERSION, events: [event] };
  return trySend(message, ports).then(DURABLE, (error: unknown) => deliverAgain(event, message, ports, error));
}

/** A binding may refuse by throwing, too. */
function trySend(message: EventMessage, ports: DeliveryPorts): Promise<unknown> {
  try {
    return ports.queue.send(message);
  } catch (error) {
    return Promise.reject(error);
  }
}

async function deliverAgain(
  event: CapturedEvent,
  message: EventMessage,
  ports: DeliveryPorts,
  firstError: unknown,
): Promise<boolean> {
  if (await retrySend(message, ports, firstError)) return true;
  try {
    await ports.ledger(event.workspaceId).capture([event]);
    ports.metrics.count('capture_by_ledger');
    return true;
  } catch (error) {
    return spill(event, message, ports, error);
  }
}

async function retrySend(message: EventMessage, ports: DeliveryPorts, firstError: unknown): Promise<boolean> {
  let error = firstError;
  for (const wait of RETRY_WAITS_MS) {
    ports.metrics.count('queue_send_retried', error);
    await ports.sleep(wait);
    try {
      await ports.queue.send(message);
      return true;
    } catch (again) {
      error = again;
    }
  }
  return false;
}

async function spill(
  event: CapturedEvent,
  message: EventMessage,
  ports: DeliveryPorts,
  ledgerError: unknown,
): Promise<boolean> {
  try {
    await ports.vault.put(spillKey(event), JSON.stringify(message));
    ports.metrics.count('capture_by_spill', ledgerError);
    return true;
  } catch (error) {
    ports.metrics.count('capture_lost', error);
    return false;
  }
}
