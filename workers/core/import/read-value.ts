/** Reads single values as the files of other products write them. Each throws `unprocessable_entity` with the field and the value. */
import { refusal } from '../error/refuse.ts';
import { parseDate } from '../schema/date.ts';

const YES = new Set(['true', '1', 'yes', 'y', 'on', 'x']);
const NO = new Set(['false', '0', 'no', 'n', 'off', '-']);
/** Seconds since 1970 that are digits alone; longer ones are milliseconds. */
const UNIX_SECONDS = /^\d{9,10}$/;
const UNIX_MS = /^\d{12,13}$/;

/** Exports keep spreadsheets from running a text by an apostrophe in front of it. */
const DISARMED = /^'(?=[=+\-@\t\r])/;

export function readText(value: unknown): string {
  return typeof value === 'string' ? value.replace(DISARMED, '').trim() : (JSON.stringify(value) ?? '');
}

/** Unix milliseconds. */
export function readMoment(field: string, value: unknown, unixSeconds: boolean): number {
  const text = readText(value);
  if (UNIX_MS.test(text)) return Number(text);
  if (UNIX_SECONDS.test(text) || (unixSeconds && /^\d+$/.test(text))) return Number(text) * 1_000;
  return parseDate(field, text);
}

/** A date that was set counts as yes: products write `disabledAt` where others write `disabled`. */
export function readFlag(field: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = readText(value).toLowerCase();
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  if (!Number.isNaN(Date.parse(text))) return true;
  throw refusal(field, 'must be true or false', value);
}

/** Whole and not negative; separators of thousands are passed over. */
export function readCount(field: string, value: unknown): number {
  const count = Number(readText(value).replaceAll(/[\s,_']/g, ''));
  if (!Number.isSafeInteger(count) || count < 0) throw refusal(field, 'must be a whole number', value);
  return count;
}

/** A list, or a text with `,`, `;` or `|` between its entries. */
export function readList(value: unknown): string[] {
  const list = typeof value === 'string' && value.startsWith('[') ? readJson('tags', value) : value;
  const entries = Array.isArray(list) ? list.map(readText) : readText(list).split(separatorOf(readText(list)));
  return [...new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== ''))];
}

/** An object or list; in a CSV cell it stands as JSON. */
export function readJson(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw refusal(field, 'must be JSON', value);
  }
}

function separatorOf(text: string): string {
  return ['|', ';'].find((each) => text.includes(each)) ?? ',';
}
