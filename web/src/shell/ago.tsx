/** A moment as "5 min ago", with the exact time at hand. */
import { formatAgo, formatMoment } from '../format/time.ts';
import { useNow } from './clock.ts';

/** `at` is Unix milliseconds or ISO 8601; `prefix` stands before it. */
export function Ago({ at, prefix = '' }: { at: number | string; prefix?: string }) {
  const now = useNow();
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return (
    <time dateTime={new Date(ms).toISOString()} title={formatMoment(ms)}>
      {prefix}
      {formatAgo(ms, now)}
    </time>
  );
}
