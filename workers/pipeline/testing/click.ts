/** Events and rows for the pipeline's tests: plausible, and different from each other where it matters. */
import { enrich } from '#core/enrich/enrich.ts';
import type { CapturedClick } from '#core/event/captured.ts';
import type { EventRow } from '#core/event/row.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

/** A human click from Munich; `chosen` overrides any part. */
export function click(chosen: Partial<CapturedClick> = {}): CapturedClick {
  const ts = chosen.ts ?? Date.now();
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    workspaceId: 'ws_test',
    linkId: 'link_test',
    domain: 'go.acme.test',
    key: 'launch',
    url: 'https://acme.test/launch',
    visitor: '00000000000000ff',
    ua: IPHONE,
    referer: '',
    language: 'de-DE',
    geo: { country: 'DE', continent: 'EU', region: 'BY', city: 'Munich', asn: 3320 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
    ...chosen,
  };
}

/** The same, enriched. */
export function row(chosen: Partial<CapturedClick> = {}): EventRow {
  const event = click(chosen);
  const enriched = enrich(event, event.ts);
  if (!('row' in enriched)) throw new Error(`the test's event was dropped: ${enriched.dropped}`);
  return enriched.row;
}
