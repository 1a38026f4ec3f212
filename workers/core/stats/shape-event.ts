/** Shows one click on the wire: nested objects, and the flat fields that older clients still require. */
import type { WireLink } from '../link/wire.ts';
import type { EventRecord } from './event-row.ts';
import type { ClickEvent } from './event-wire.ts';

export function shapeEvent(event: EventRecord, link: WireLink): ClickEvent {
  const timestamp = new Date(event.ts).toISOString();
  const place = { continent: event.continent, country: event.country, city: event.city };
  const client = { device: event.device, browser: event.browser, os: event.os };
  const isQr = event.trigger === 'qr';
  return {
    event: 'click',
    timestamp,
    click: {
      id: event.id,
      timestamp,
      url: event.url,
      ...place,
      region: event.region,
      ...client,
      ua: null,
      trigger: event.trigger || null,
      referer: event.referer,
      refererUrl: event.refererUrl,
      qr: isQr,
      ip: '',
      class: event.class,
      reason: event.reason,
      rule: event.rule,
      variant: event.variant,
    },
    link,
    click_id: event.id,
    link_id: event.linkId,
    domain: event.domain,
    key: event.key,
    url: event.url,
    ...place,
    ...client,
    qr: isQr ? 1 : 0,
    ip: '',
  };
}
