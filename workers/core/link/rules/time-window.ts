/** Weekly time windows in a time zone, daylight saving included. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MINUTES_PER_DAY = 1440;
/** Zones in use at once in one isolate; a formatter costs tens of microseconds to make. */
const MAX_FORMATTERS = 64;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(timeZone);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatters.set(timeZone, made);
    return made;
  } catch {
    return undefined;
  }
}

/** Day of the week (0 = Sunday) and minute of the day on the wall clock of a zone. Undefined for an unknown zone. */
export function wallClock(nowMs: number, timeZone: string): { day: number; minute: number } | undefined {
  const parts = formatterFor(timeZone)?.formatToParts(nowMs);
  if (!parts) return undefined;
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: DAYS.indexOf(of('weekday')), minute: Number(of('hour')) * 60 + Number(of('minute')) };
}

/** A weekly window. Equal ends mean the whole day; no days mean every day. */
export interface WeeklyWindow {
  fromMinute: number;
  untilMinute: number;
  days: readonly number[];
  timeZone: string;
}

/** True inside the window. After midnight a window belongs to the day on which it began. Undefined for an unknown zone. */
export function inWindow(nowMs: number, window: WeeklyWindow): boolean | undefined {
  const clock = wallClock(nowMs, window.timeZone);
  if (!clock) return undefined;
  const from = window.fromMinute % MINUTES_PER_DAY;
  const until = window.untilMinute === MINUTES_PER_DAY ? MINUTES_PER_DAY : window.untilMinute % MINUTES_PER_DAY;
  const onDay = (day: number): boolean => window.days.length === 0 || window.days.includes(day);
  if (from === until % MINUTES_PER_DAY) return onDay(clock.day);
  if (from < until) return clock.minute >= from && clock.minute < until && onDay(clock.day);
  return (clock.minute >= from && onDay(clock.day)) || (clock.minute < until && onDay((clock.day + 6) % 7));
}
