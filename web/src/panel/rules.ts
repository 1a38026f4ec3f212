/** Targeting rules as people build them: what can be asked about a visitor, and how an answer is written. */
import { countryName } from '../format/place.ts';
import { zoneName } from './local-time.ts';
import type { Condition, Rule } from './values.ts';

export type Fact = Condition['on'];

interface Kind {
  on: Fact;
  label: string;
  /** Of a list of values: an example of one. */
  example?: string;
  /** The only values there are. */
  choices?: readonly { value: string; label: string }[];
}

/** In the order of the menu. */
export const KINDS: readonly Kind[] = [
  { on: 'country', label: 'Country', example: 'DE, AT, CH' },
  {
    on: 'continent',
    label: 'Continent',
    choices: [
      { value: 'EU', label: 'Europe' },
      { value: 'NA', label: 'North America' },
      { value: 'SA', label: 'South America' },
      { value: 'AS', label: 'Asia' },
      { value: 'AF', label: 'Africa' },
      { value: 'OC', label: 'Oceania' },
      { value: 'AN', label: 'Antarctica' },
    ],
  },
  { on: 'region', label: 'Region', example: 'BE, ZH' },
  { on: 'city', label: 'City', example: 'Berlin, Hamburg' },
  {
    on: 'device',
    label: 'Device',
    choices: ['desktop', 'mobile', 'tablet'].map((value) => ({ value, label: value })),
  },
  { on: 'os', label: 'System', example: 'iOS, Android, Windows' },
  { on: 'browser', label: 'Browser', example: 'Safari, Chrome' },
  { on: 'language', label: 'Language', example: 'de, fr-CH' },
  { on: 'time', label: 'Time of day' },
  { on: 'date', label: 'Date' },
  { on: 'query', label: 'Parameter' },
  { on: 'ip', label: 'IP address', example: '203.0.113.0/24' },
];

export const kindOf = (on: Fact): Kind | undefined => KINDS.find((kind) => kind.on === on);

const WORK_DAYS = [1, 2, 3, 4, 5];
const NINE = 9 * 60;
const FIVE_PM = 17 * 60;

/** A fresh condition about this. */
export function emptyCondition(on: Fact): Condition {
  if (on === 'query') return { on, name: '', values: [] };
  if (on === 'ip') return { on, within: [] };
  if (on === 'date') return { on };
  if (on === 'time') return { on, fromMinute: NINE, untilMinute: FIVE_PM, days: WORK_DAYS, timeZone: zoneName() };
  return { on, is: [] };
}

/** Reports tell rules apart by their ids, so a new one never takes the id of one that was removed just before. */
export function newRule(rules: readonly Rule[]): Rule {
  const used = rules.map(({ id }) => Number(/^rule-(\d+)$/.exec(id)?.[1] ?? 0));
  return { id: `rule-${Math.max(0, ...used) + 1}`, when: [emptyCondition('country')], then: { url: '' } };
}

/** `a, b,c` → `['a', 'b', 'c']`. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The list at another place; a place outside of it changes nothing. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  if (to < 0 || to >= items.length) return [...items];
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const dayName = (day: number): string => DAYS[day] ?? '';

/** `540` → `09:00`. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `09:00` → `540`; midnight when it is none. */
export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Number.isFinite(hours * 60 + minutes) ? hours * 60 + minutes : 0;
}

const words = (values: readonly string[]) => (values.length > 0 ? values.join(' or ') : '…');

/** A condition as a part of a sentence: "country is Germany or Austria". */
export function describe(condition: Condition): string {
  const label = (kindOf(condition.on)?.label ?? condition.on).toLowerCase();
  const is = condition.not ? 'is not' : 'is';
  switch (condition.on) {
    case 'country':
      return `${label} ${is} ${words(condition.is.map((code) => countryName(code.toUpperCase())))}`;
    case 'query':
      return condition.values.length > 0
        ? `${condition.name || '…'} ${is} ${words(condition.values)}`
        : `${condition.name || '…'} ${condition.not ? 'is missing' : 'is there'}`;
    case 'ip':
      return `address ${condition.not ? 'is outside' : 'is in'} ${words(condition.within)}`;
    case 'date':
      return `date ${is} ${[shown('from', condition.from), shown('until', condition.until)].filter(Boolean).join(' ') || '…'}`;
    case 'time':
      return `it ${is} ${clockOf(condition.fromMinute)}–${clockOf(condition.untilMinute)}${
        condition.days.length > 0 ? ` on ${condition.days.map(dayName).join(', ')}` : ''
      }`;
    default:
      return `${label} ${is} ${words(condition.is)}`;
  }
}

function shown(word: string, ms: number | undefined): string {
  return ms === undefined ? '' : `${word} ${new Date(ms).toLocaleDateString('en-CA')}`;
}
