/** Gets an event to where it is safe: the queue, else its ledger, else the vault. Each step down is counted. */
import type { CapturedEvent } from '#core/event/captured.ts';
import type { EventMessage } from '#core/event/message.ts';
import { MESSAGE_VERSION } from '#core/event/message.ts';
import type { CaptureTrouble } from '#core/event/trouble.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { Defer } from '../lookup/ports.ts';
import type { Metrics } from '../metrics.ts';

/** Waits before the second and third attempt: queue hiccups are short, and waitUntil has 30 seconds in all. */
const RETRY_WAITS_MS = [50, 250];

export interface DeliveryPorts {
  queue: { send(message: EventMessage): Promise<unknown> };
  ledger: (workspaceId: string) => Pick<LedgerRpc, 'capture'>;
  vault: { put(key: string, body: string): Promise<unknown> };
  metrics: Metrics;
  /** Keeps the trouble for the workspace's receipt; behind the answer. */
  report: (workspaceId: string, trouble: CaptureTrouble, defer: Defer) => void;
  sleep: (ms: number) => Promise<void>;
}

/** e.g. `spill/2026-11-21/0195….json`; a cron of the pipeline drains this prefix. */
export function spillKey(event: CapturedEvent): string {
  return `spill/${new Date(event.ts).toISOString().slice(0, 10)}/${event.id}.json`;
}

/** Under which a click travels. */
export interface Circumstances {
  defer: Defer;
  /** The visitor waits, and is not let through when the click finds no place. */
  isStrict: boolean;
}

/** Resolves true when the event is durable somewhere, false when nobody took it. Never throws. */
export async function deliver(
  event: CapturedEvent,
  ports: DeliveryPorts,
  circumstances: Circumstances,
): Promise<boolean> {
  const message: EventMessage = { v: MESSAGE_VERSION, events: [event] };
  if (await sendWithRetries(message, ports)) return true;
  const { trouble, error } = await deliverAside(event, message, ports);
  const name = trouble === 'lost' && circumstances.isStrict ? 'refused' : trouble;
  ports.metrics.count(`capture_${name}`, error);
  ports.report(event.workspaceId, name, circumstances.defer);
  return trouble !== 'lost';
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

/** The ways past a queue that is closed, and what kept the click from the way before. */
async function deliverAside(
  event: CapturedEvent,
  message: EventMessage,
  { ledger, vault }: DeliveryPorts,
): Promise<{ trouble: Exclude<CaptureTrouble, 'refused'>; error?: unknown }> {
  try {
    await ledger(event.workspaceId).capture([event]);
    return { trouble: 'by_ledger' };
  } catch (ledgerError) {
    try {
      await vault.put(spillKey(event), JSON.stringify(message));
      return { trouble: 'by_spill', error: ledgerError };
    } catch (error) {
      return { trouble: 'lost', error };
    }
  }
}
