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

const DURABLE = (): boolean => true;

/**
 * Resolves true when the event is durable somewhere, false when nobody took it. Never throws or rejects. The send that succeeds,
 * as nearly all do, costs one promise; everything else waits for its failure.
 */
export function deliver(event: CapturedEvent, ports: DeliveryPorts, circumstances: Circumstances): Promise<boolean> {
  const message: EventMessage = { v: MESSAGE_VERSION, events: [event] };
  return trySend(message, ports).then(DURABLE, (error: unknown) =>
    deliverAgain(event, message, ports, circumstances, error),
  );
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
  circumstances: Circumstances,
  firstError: unknown,
): Promise<boolean> {
  if (await retrySend(message, ports, firstError)) return true;
  const { trouble, error } = await deliverAside(event, message, ports);
  const name = trouble === 'lost' && circumstances.isStrict ? 'refused' : trouble;
  ports.metrics.count(`capture_${name}`, error);
  ports.report(event.workspaceId, name, circumstances.defer);
  return trouble !== 'lost';
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
