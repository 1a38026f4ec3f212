/** Folds the input of a create or update into a link's settings, field by field. Undefined keeps, null (or false) clears. */
import { refusal } from '../../error/refuse.ts';
import { parseDate } from '../../schema/date.ts';
import type { UpdateLinkInput } from '../input.ts';
import type { LinkSettings } from '../link.ts';
import { parseDestination, parseWebAddress } from './destination.ts';
import { parseGeo, parseRules } from './targeting.ts';
import { parseSplit } from './split.ts';

type DateField = 'startsAt' | 'expiresAt';
type AddressField = 'expiredUrl' | 'fallbackUrl' | 'ios' | 'android';
type PictureField = 'image' | 'video';
type FlagField = 'proxy' | 'rewrite' | 'doIndex' | 'trackConversion' | 'publicStats';
type TextField = 'programId' | 'partnerId';

const DATES: readonly DateField[] = ['startsAt', 'expiresAt'];
const ADDRESSES: readonly AddressField[] = ['expiredUrl', 'fallbackUrl', 'ios', 'android'];
const PICTURES: readonly PictureField[] = ['image', 'video'];
const FLAGS: readonly FlagField[] = ['proxy', 'rewrite', 'doIndex', 'trackConversion', 'publicStats'];
const TEXTS: readonly TextField[] = ['programId', 'partnerId'];

/** New settings; `current` is left as it is. The password is hashed elsewhere. */
export function applySettings(current: LinkSettings, input: UpdateLinkInput, nowMs: number): LinkSettings {
  const settings: LinkSettings = { ...current };
  for (const field of DATES)
    put(
      settings,
      field,
      orNull(input[field], (value) => parseDate(field, value)),
    );
  for (const field of ADDRESSES)
    put(
      settings,
      field,
      orNull(input[field], (value) => parseDestination(field, value)),
    );
  for (const field of FLAGS) put(settings, field, input[field] === undefined ? undefined : input[field] ? true : null);
  for (const field of TEXTS)
    put(
      settings,
      field,
      orNull(input[field], (value) => value),
    );
  put(settings, 'status', input.statusCode);
  put(settings, 'cacheSeconds', input.cacheSeconds === 0 ? null : input.cacheSeconds);
  put(settings, 'maxClicks', input.maxClicks);
  put(settings, 'dropQuery', input.forwardQuery === undefined ? undefined : input.forwardQuery ? null : true);
  put(settings, 'disabledAt', disabledAt(current, input.disabled, nowMs));
  put(settings, 'geo', input.geo === undefined ? undefined : parseGeo(input.geo));
  put(settings, 'rules', input.rules === undefined ? undefined : parseRules(input.rules));
  put(settings, 'social', applySocial(current, input));
  put(settings, 'split', parseSplit(current.split, input));
  if (settings.fallbackUrl === undefined) delete settings.fallbackSince;
  checkDates(settings);
  checkCaching(settings);
  return settings;
}

/** Sets, clears (null) or leaves (undefined) one setting. */
export function put<Key extends keyof LinkSettings>(
  settings: LinkSettings,
  key: Key,
  value: LinkSettings[Key] | null | undefined,
): void {
  if (value === null) delete settings[key];
  else if (value !== undefined) settings[key] = value;
}

/** Undefined stays undefined; null and blank text clear; anything else is read. */
function orNull<Value>(value: string | null | undefined, read: (text: string) => Value): Value | null | undefined {
  if (value === undefined) return undefined;
  return value === null || value.trim() === '' ? null : read(value);
}

/** Switching off twice keeps the first moment. */
function disabledAt(current: LinkSettings, disabled: boolean | undefined, nowMs: number): number | null | undefined {
  if (disabled === undefined) return undefined;
  return disabled ? (current.disabledAt ?? nowMs) : null;
}

function applySocial(current: LinkSettings, input: UpdateLinkInput): LinkSettings['social'] | null {
  const social = { ...current.social };
  if (input.description !== undefined) {
    if (input.description === null || input.description === '') delete social.description;
    else social.description = input.description;
  }
  for (const field of PICTURES) {
    const value = orNull(input[field], (text) => parseWebAddress(field, text));
    if (value === null) delete social[field];
    else if (value !== undefined) social[field] = value;
  }
  return Object.keys(social).length > 0 ? social : null;
}

/** A promise that the edge would not keep must not be taken: other statuses are never cached. */
function checkCaching({ cacheSeconds, status }: LinkSettings): void {
  if (cacheSeconds !== undefined && status !== 301 && status !== 308) {
    throw refusal('cacheSeconds', 'needs statusCode 301 or 308; other redirects are never cached', cacheSeconds);
  }
}

function checkDates(settings: LinkSettings): void {
  if (settings.startsAt !== undefined && settings.expiresAt !== undefined && settings.startsAt >= settings.expiresAt) {
    throw refusal('expiresAt', 'must be later than startsAt', new Date(settings.expiresAt).toISOString());
  }
}
