/** Reads a queue message back. What does not fit is refused with one sentence: the reader decides what becomes of it. */
import {
  MAX_REFERER_CHARS,
  MAX_UA_CHARS,
  MAX_URL_CHARS,
  type CapturedClick,
  type CapturedEvent,
  type Geo,
} from './captured.ts';
import { isObject, isText, isWhole, MAX_NAME_CHARS, wrongIdentity } from './fields.ts';
import { wrongConversionField } from './parse-conversion.ts';
import { MAX_EVENTS_PER_MESSAGE, MESSAGE_VERSION } from './message.ts';

export type ParsedMessage = { ok: true; events: CapturedEvent[] } | { ok: false; reason: PoisonReason; detail: string };

/** Why a message can never be read, however often it is delivered. */
export type PoisonReason = 'not_an_object' | 'unknown_version' | 'bad_event_list' | 'bad_event' | 'unknown_event_type';

const VISITOR = /^(?:[0-9a-f]{16})?$/;
const TRIGGERS: ReadonlySet<string> = new Set(['link', 'qr', 'deeplink', 'pageview']);
const SIGNS: ReadonlySet<string> = new Set(['head', 'prefetch', 'preview']);
/** One of each at most. */
const MAX_SIGNS = 3;

/** Never throws. All events of a message are read or none is: the edge wrote them together. */
export function parseMessage(body: unknown): ParsedMessage {
  if (!isObject(body)) return refuse('not_an_object', `the body is ${body === null ? 'null' : typeof body}`);
  if (body['v'] !== MESSAGE_VERSION)
    return refuse('unknown_version', `v is ${JSON.stringify(body['v'])?.slice(0, 40)}`);
  const list = body['events'];
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_EVENTS_PER_MESSAGE) {
    return refuse('bad_event_list', Array.isArray(list) ? `${list.length} events` : 'events is not a list');
  }
  for (const [index, event] of list.entries()) {
    if (!isObject(event)) return refuse('bad_event', `events[${index}] is not an object`);
    const wrongField = READERS.get(event['type']);
    if (!wrongField) return refuse('unknown_event_type', `events[${index}].type`);
    const wrong = wrongField(event);
    if (wrong) return refuse('bad_event', `events[${index}].${wrong}`);
  }
  return { ok: true, events: list as CapturedEvent[] };
}

/** Each gives the name of the first field that is not what the contract says, or undefined. */
const READERS: ReadonlyMap<unknown, (event: Record<string, unknown>) => string | undefined> = new Map([
  ['click', wrongClickField],
  ['orphan', wrongClickField],
  ['lead', wrongConversionField],
  ['sale', wrongConversionField],
]);

function wrongClickField(event: Record<string, unknown>): string | undefined {
  const wrong = wrongIdentity(event);
  if (wrong) return wrong;
  for (const [field, maxChars] of TEXT_FIELDS) if (!isText(event[field], maxChars)) return field;
  if (!VISITOR.test(event['visitor'] as string)) return 'visitor';
  if (!TRIGGERS.has(event['trigger'] as string)) return 'trigger';
  const signs = event['signs'];
  if (!Array.isArray(signs) || signs.length > MAX_SIGNS || !signs.every((sign) => SIGNS.has(sign as string)))
    return 'signs';
  return isGeo(event['geo']) ? undefined : 'geo';
}

const TEXT_FIELDS: readonly [keyof CapturedClick, number][] = [
  ['linkId', MAX_NAME_CHARS],
  ['domain', MAX_NAME_CHARS],
  ['key', MAX_NAME_CHARS],
  ['url', MAX_URL_CHARS],
  ['visitor', MAX_NAME_CHARS],
  ['ua', MAX_UA_CHARS],
  ['referer', MAX_REFERER_CHARS],
  ['language', MAX_NAME_CHARS],
  ['trigger', MAX_NAME_CHARS],
  ['rule', MAX_NAME_CHARS],
  ['variant', MAX_NAME_CHARS],
];

function isGeo(value: unknown): value is Geo {
  if (!isObject(value) || !isWhole(value['asn']) || value['asn'] > 0xffffffff) return false;
  return ['country', 'continent', 'region', 'city'].every((field) => isText(value[field], MAX_NAME_CHARS));
}

function refuse(reason: PoisonReason, detail: string): ParsedMessage {
  return { ok: false, reason, detail };
}
