/** Hands an accepted conversion on to be counted. It is written down before, so what fails here is repeated by a cron. */
import type { CapturedConversion } from '../event/conversion.ts';
import { uuidv7 } from '../id/uuidv7.ts';
import type { Conversion, ConversionContext, KeptConversion } from './ports.ts';

/** Bytes of an id that set the events of one conversion apart; the same each time they are made. */
const RANDOM_BYTES = 10;

/** Every event of the conversion: the same ids at each attempt, so that the ledger counts each once. */
export async function eventsOf({ event, quantity }: Conversion): Promise<CapturedConversion[]> {
  const ids = await Promise.all(Array.from({ length: quantity }, (_, index) => idOf(event, index)));
  return ids.map((id) => ({ ...event, id }));
}

async function idOf({ id, ts }: CapturedConversion, index: number): Promise<string> {
  if (index === 0) return id;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${id} ${index}`));
  return uuidv7(ts, new Uint8Array(digest, 0, RANDOM_BYTES));
}

/** It is not done with before webhooks know: what fails here is repeated by the cron, and neither counted nor told twice. */
async function finish({ tell, conversions }: Pick<ConversionContext, 'tell' | 'conversions'>, kept: KeptConversion) {
  await tell(kept);
  await conversions.delivered(kept);
}

/**
 * With `counted` it throws when the ledger does not take the events: whoever waits wants to know. With `durable` it does not,
 * because being written down is as durable as a queue.
 */
export async function handOn(
  context: ConversionContext,
  kept: KeptConversion,
  until: 'durable' | 'counted',
): Promise<void> {
  if (kept.delivered) return;
  try {
    await context.deliver(await eventsOf(kept), until);
    context.defer(finish(context, kept).catch((error: unknown) => context.deliveryFailed(kept, error)));
  } catch (error) {
    context.deliveryFailed(kept, error);
    if (until === 'counted') throw error;
  }
}
