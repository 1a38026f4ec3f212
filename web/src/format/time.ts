/** Moments as people read them. All arguments are Unix milliseconds. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const dayThisYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const dayWithYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium' });
const minute = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `now`, `5m ago`, `3h ago`, `yesterday`, and from a week on the date. A clock that is a little ahead reads `now`. */
export function formatAgo(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE_MS) return 'now';
  if (age < HOUR_MS) return relative.format(-Math.floor(age / MINUTE_MS), 'minute');
  if (age < DAY_MS) return relative.format(-Math.floor(age / HOUR_MS), 'hour');
  if (age < 7 * DAY_MS) return relative.format(-Math.floor(age / DAY_MS), 'day');
  return formatDay(at, now);
}

/** `Nov 21`, with the year when it is another one. */
export function formatDay(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayThisYear : dayWithYear).format(at);
}

/** The full moment, for titles. */
export function formatMoment(at: number): string {
  return moment.format(at);
}

/** `Nov 21, 2026, 2:03 PM`: a moment that somebody chose, who chose no seconds. */
export function formatMinute(at: number): string {
  return minute.format(at);
}

/** `14:03:22` today, else `Nov 21, 14:03:22`: for lists in which the order of seconds matters. */
export function formatStamp(at: number, now: number): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return today ? formatClock(at) : `${formatDay(at, now)}, ${formatClock(at)}`;
}

/** `14:03:22` in the reader's zone. */
export function formatClock(at: number): string {
  return clock.format(at);
}
