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

/** Resolves true when the event is durable somewhere, false when it is lost. Never throws. */
export async function deliver(event: CapturedEvent, ports: DeliveryPorts): Promise<boolean> {
  const message: EventMessage = { v: MESSAGE_VERSION, events: [event] };
  if (await sendWithRetries(message, ports)) return true;
  try {
    await ports.ledger(event.workspaceId).capture([event]);
    ports.metrics.count('capture_by_ledger');
    return true;
  } catch (error) {
    return spill(event, message, ports, error);
  }
}

async function sendWithRetries(message: EventMessage, ports: DeliveryPorts): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await ports.queue.send(message);
      return true;
    } catch (error) {
      const wait = RETRY_WAITS_MS[attempt];
      if (wait === undefined) return false;
      ports.metrics.count('queue_send_retried', error);
      await ports.sleep(wait);
    }
  }
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
