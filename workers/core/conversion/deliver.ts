/** Brings accepted events to where they are counted from: the queue, or straight to the ledger. */
import { AppError } from '../error/app-error.ts';
import type { CapturedEvent } from '../event/captured.ts';
import { type EventMessage, MAX_MESSAGE_CHARS, MESSAGE_VERSION } from '../event/message.ts';
import type { AppendResult } from '../ledger/contract.ts';

export interface Destinations {
  queue: { send(message: EventMessage): Promise<unknown> };
  ledger: { capture(events: CapturedEvent[]): Promise<AppendResult> };
}

/**
 * All of one workspace. `durable`: the queue has them, or the ledger when the queue refuses; `counted`: the ledger has.
 * Throws `service_unavailable` when nobody took them.
 */
export async function deliverEvents(
  { queue, ledger }: Destinations,
  events: CapturedEvent[],
  until: 'durable' | 'counted',
): Promise<void> {
  if (until === 'durable' && (await queued(queue, events))) return;
  try {
    // What the queue has taken before it refused is known to the ledger by its id.
    await ledger.capture(events);
  } catch (error) {
    throw new AppError('service_unavailable', 'This could not be counted at the moment. Send it again.', {
      cause: error,
    });
  }
}

async function queued(queue: Destinations['queue'], events: CapturedEvent[]): Promise<boolean> {
  try {
    for (const part of messageParts(events)) await queue.send({ v: MESSAGE_VERSION, events: part });
    return true;
  } catch {
    return false;
  }
}

/** As few messages as their limit allows; each holds at least one event. */
export function messageParts(events: readonly CapturedEvent[]): CapturedEvent[][] {
  const parts: CapturedEvent[][] = [];
  let chars = Infinity;
  for (const event of events) {
    const size = JSON.stringify(event).length;
    if (chars + size > MAX_MESSAGE_CHARS) {
      parts.push([]);
      chars = 0;
    }
    parts.at(-1)?.push(event);
    chars += size;
  }
  return parts;
}
