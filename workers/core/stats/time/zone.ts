/** Wall-clock arithmetic in any IANA zone, from the runtime's own zone data: the one authority on where days and months begin. */

const formatters = new Map<string, Intl.DateTimeFormat>();
/** There are about 600 zone names, aliases included. */
const MAX_FORMATTERS = 700;
const MINUTE_MS = 60_000;

/** The zone when the runtime knows it, else UTC, as the wire format wants. */
export function knownZone(name: string): string {
  try {
    formatterOf(name);
    return name;
  } catch {
    return 'UTC';
  }
}

/** Milliseconds that the zone's clocks are ahead of UTC at this moment. */
export function offsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
}

/**
 * The first moment whose wall clock in `zone` shows at least `wallMs` (a wall-clock reading written as if it were UTC).
 * A reading that a clock change skips yields the moment of the change; one that occurs twice yields the first.
 */
export function momentOf(wallMs: number, zone: string): number {
  const before = wallMs - offsetMs(wallMs - 86_400_000, zone);
  const after = wallMs - offsetMs(wallMs + 86_400_000, zone);
  const hits = [before, after].filter((ms) => ms + offsetMs(ms, zone) === wallMs);
  if (hits.length > 0) return Math.min(...hits);
  return changeBetween(Math.min(before, after), Math.max(before, after), zone);
}

/** The minute, rounded up, at which the zone's offset changes between two moments. */
function changeBetween(fromMs: number, toMs: number, zone: string): number {
  const start = offsetMs(fromMs, zone);
  let low = fromMs;
  let high = toMs;
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE_MS)) * MINUTE_MS;
    if (middle === low) break;
    if (offsetMs(middle, zone) === start) low = middle;
    else high = middle;
  }
  return high;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formatters.size < MAX_FORMATTERS) formatters.set(zone, made);
  return made;
}
