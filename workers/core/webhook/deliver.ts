/** One attempt at a delivery: taken, signed, posted, noted. */
import { OutboundError } from '../outbound/error.ts';
import type { OutboundAnswer } from '../outbound/ports.ts';
import { MAX_ATTEMPTS, waitAfter } from './backoff.ts';
import type { AttemptOutcome, DeliverContext } from './ports.ts';
import { signatureHeaders } from './secret.ts';
import type { Delivery, Webhook } from './webhook.ts';

/** A receiver answers first and works later. */
const TIMEOUT_MS = 10_000;
/** Longer than an attempt can take: a worker that died in it gives the delivery back after this. */
const LEASE_MS = 60_000;
/** Enough of an answer to see what went wrong. */
const MAX_RESPONSE_BYTES = 2_000;
/** "Gone": the receiver says it wants no more. */
const GONE = 410;
/** Told after so many failures in a row; switched off when there are many more, over a time no deploy takes. */
const FAILURES_TOLD = 5;
const FAILURES_ALLOWED = 20;
const FAILING_ALLOWED_MS = 6 * 3_600_000;

/** @returns the state it is in now; undefined when it was not due or another worker has it. */
export async function deliver(context: DeliverContext, id: string): Promise<Delivery['state'] | undefined> {
  const claimed = await context.deliveries.claim(id, context.now(), LEASE_MS);
  if (!claimed) return undefined;
  const { delivery, webhook } = claimed;
  const outcome = await attempt(context, webhook, delivery);
  await context.deliveries.finish(delivery, outcome, context.now());
  if (webhook.disabledAt === null) await judge(context, webhook, outcome);
  return outcome.state;
}

async function attempt(context: DeliverContext, webhook: Webhook, delivery: Delivery): Promise<AttemptOutcome> {
  const startedAt = context.now();
  const done = (outcome: Omit<AttemptOutcome, 'tookMs'>): AttemptOutcome => ({
    ...outcome,
    tookMs: context.now() - startedAt,
  });
  if (webhook.disabledAt !== null)
    return done({
      state: 'failed',
      nextAttemptAt: 0,
      status: null,
      error: 'The webhook is switched off.',
      response: null,
    });
  try {
    const answer = await post(context, webhook, delivery);
    const response = new TextDecoder().decode(answer.body);
    const ok = answer.status >= 200 && answer.status < 300;
    if (ok) return done({ state: 'delivered', nextAttemptAt: 0, status: answer.status, error: null, response });
    const error = `The receiver answered ${answer.status}.`;
    return done({ ...next(delivery, context.now(), answer.status === GONE), status: answer.status, error, response });
  } catch (error) {
    const sentence = error instanceof OutboundError ? error.message : 'The delivery failed on our side.';
    return done({ ...next(delivery, context.now(), false), status: null, error: sentence, response: null });
  }
}

/** No redirect is followed: the signature is for the address the customer gave. */
async function post(context: DeliverContext, webhook: Webhook, delivery: Delivery): Promise<OutboundAnswer> {
  const secret = await context.sealer.open(webhook.sealedSecret);
  return context.outbound(webhook.url, {
    method: 'POST',
    body: delivery.body,
    headers: {
      'content-type': 'application/json',
      'hopline-event': delivery.event,
      'hopline-delivery': delivery.id,
      ...(await signatureHeaders(secret, delivery.body, context.now())),
    },
    timeoutMs: TIMEOUT_MS,
    maxRedirects: 0,
    maxBytes: MAX_RESPONSE_BYTES,
    tooLong: 'cut',
  });
}

function next(delivery: Delivery, now: number, isLast: boolean): Pick<AttemptOutcome, 'state' | 'nextAttemptAt'> {
  const wait = isLast || delivery.attempts >= MAX_ATTEMPTS ? undefined : waitAfter(delivery.attempts, Math.random());
  return wait === undefined ? { state: 'failed', nextAttemptAt: 0 } : { state: 'waiting', nextAttemptAt: now + wait };
}

/** A webhook that fails for long is told of, and switched off when it fails for very long. */
async function judge(context: DeliverContext, webhook: Webhook, outcome: AttemptOutcome): Promise<void> {
  const ok = outcome.state === 'delivered';
  const now = context.now();
  const { failures, failingSince } = await context.deliveries.score(webhook.id, ok, now);
  if (ok) {
    if (webhook.failures >= FAILURES_TOLD) await context.healed(webhook);
    return;
  }
  const detail = { failures, last: outcome.error ?? '' };
  const isHopeless = failures >= FAILURES_ALLOWED && now - (failingSince ?? now) >= FAILING_ALLOWED_MS;
  if (isHopeless || outcome.status === GONE) {
    await context.deliveries.disable(webhook.id, now);
    await context.alert(webhook, 'disabled', detail);
  } else if (failures === FAILURES_TOLD) await context.alert(webhook, 'failing', detail);
}
