/** What the pages of webhooks say: how one is doing, what became of a delivery, and what to do about it. */
import type { WireDelivery, WireWebhook } from '#core/webhook/wire.ts';

type Tone = 'ok' | 'warn' | 'danger' | 'quiet';
export type EventName = WireWebhook['triggers'][number];

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const satisfies readonly WireDelivery['state'][];
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const STATE_NAMES = { waiting: 'Waiting', delivered: 'Delivered', failed: 'Given up' } as const;

/** In the order in which they happen. */
export const EVENTS: readonly { name: EventName; label: string; note: string }[] = [
  { name: 'link.created', label: 'Link created', note: 'By anybody, by page, API or import wizard.' },
  { name: 'link.updated', label: 'Link changed', note: 'Also archived, tagged or moved.' },
  { name: 'link.deleted', label: 'Link deleted', note: 'Whatever deleted it.' },
  { name: 'link.clicked', label: 'Click', note: 'By people: bots and previews are not told.' },
  { name: 'lead.created', label: 'Lead', note: 'Somebody signed up after a click.' },
  { name: 'sale.created', label: 'Sale', note: 'Somebody paid after a click.' },
];

/** Events that can be narrowed to some links; the others are always of the whole workspace. */
const NARROWED: readonly EventName[] = ['link.clicked', 'lead.created', 'sale.created'];
export const canBeNarrowed = (triggers: readonly EventName[]): boolean =>
  triggers.some((name) => NARROWED.includes(name));

export function healthOf({
  disabledAt,
  consecutiveFailures,
}: Pick<WireWebhook, 'disabledAt' | 'consecutiveFailures'>): { tone: Tone; label: string } {
  if (disabledAt !== null) return { tone: 'quiet', label: 'Switched off' };
  if (consecutiveFailures === 0) return { tone: 'ok', label: 'Healthy' };
  return {
    tone: consecutiveFailures < FAILURES_TOLD ? 'warn' : 'danger',
    label: consecutiveFailures === 1 ? 'Failed just now' : `Failed ${consecutiveFailures} times in a row`,
  };
}

/** As the deliverer counts: from here on owner and admins have had a mail. */
const FAILURES_TOLD = 5;

export function deliveryStanding({ state, attempts }: Pick<WireDelivery, 'state' | 'attempts'>): {
  tone: Tone;
  label: string;
} {
  switch (state) {
    case 'delivered':
      return { tone: 'ok', label: 'Delivered' };
    case 'failed':
      return { tone: 'danger', label: 'Given up' };
    case 'waiting':
      return attempts === 0 ? { tone: 'quiet', label: 'On its way' } : { tone: 'warn', label: 'Will be tried again' };
  }
}

/** What a failure means, and where to look: one sentence for the receiver's developer. Undefined when nothing failed. */
export function explainFailure({
  state,
  status,
  error,
}: Pick<WireDelivery, 'state' | 'status' | 'error'>): string | undefined {
  if (state === 'delivered' || (status === null && error === null)) return undefined;
  if (status === null) return whyNoAnswer(error ?? '');
  if (status >= 300 && status < 400)
    return 'The address redirects, and redirects are not followed: enter the address it leads to.';
  switch (status) {
    case 401:
    case 403:
      return 'The receiver refused it. Its check of the signature or of the caller fails: compare the secret, and sign the body byte for byte.';
    case 404:
    case 405:
      return 'Nothing takes a POST at this address. Check the path.';
    case 410:
      return 'The receiver says that it is gone for good, so the webhook was switched off.';
    case 413:
      return 'The receiver takes only smaller bodies: raise its limit.';
    case 429:
      return 'The receiver is asked too often. It is tried again more and more rarely.';
    default:
      return status >= 500
        ? 'Something went wrong inside the receiver: its own log says what. It is tried again for three days.'
        : 'The receiver refused it; its answer below may say why.';
  }
}

function whyNoAnswer(error: string): string {
  if (/switched off/i.test(error)) return 'Switch the webhook on, then send it again.';
  if (/time|second/i.test(error))
    return 'A receiver has ten seconds. Answer first with 200, and do the work afterwards.';
  if (/certificate|tls|ssl/i.test(error)) return 'Its certificate is not valid for this name, or has expired.';
  if (/resolve|dns|name/i.test(error)) return 'Its name is not known in the DNS. Check the spelling.';
  return 'There was no answer: the server is down, or a firewall is in between.';
}

/** JSON as people read it; anything else as it came. */
export function prettyBody(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
