/** One event in a row: all of it is a button that opens everything kept of it. */
import { memo } from 'react';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { displayUrl } from '../format/address.ts';
import { meansOf } from '../format/means.ts';
import { formatMoney } from '../format/number.ts';
import { countryName } from '../format/place.ts';
import { formatAgo, formatStamp } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import styles from './event-list.module.css';
import { className } from './words.ts';

export const EventRow = memo(function EventRow({
  event,
  onOpen,
}: {
  event: WireEvent;
  onOpen: (event: WireEvent) => void;
}) {
  const { click, link } = event;
  const at = Date.parse(event.timestamp);
  const now = useNow();
  const place = click.country ? [click.city, countryName(click.country)].filter(Boolean).join(', ') : 'Unknown place';
  return (
    <button type="button" className={styles.row} onClick={() => onOpen(event)}>
      <span className={styles.when}>
        <time dateTime={event.timestamp} title={formatAgo(at, now)}>
          {formatStamp(at, now)}
        </time>
      </span>
      <span className={styles.link}>
        <span className={styles.key} title={displayUrl(link.shortLink)}>
          <span className={styles.host}>{displayUrl(link.shortLink).replace(/\/.*/, '')}</span>
          {displayUrl(link.shortLink).replace(/^[^/]*/, '')}
        </span>
        <Kind event={event} />
      </span>
      <span className={styles.place}>{place}</span>
      <span className={styles.device}>{meansOf(click) || 'Unknown'}</span>
      <span className={styles.referer}>{click.referer === '(direct)' ? 'Direct' : click.referer}</span>
    </button>
  );
});

function Kind({ event }: { event: WireEvent }) {
  if (event.event === 'sale')
    return (
      <span className={styles.kind} data-good="">
        {event.eventName} · {formatMoney(event.sale.amount)}
      </span>
    );
  if (event.event === 'lead')
    return (
      <span className={styles.kind} data-good="">
        {event.eventName}
      </span>
    );
  return event.click.class === 'human' ? null : <span className={styles.kind}>{className(event.click.class)}</span>;
}
