import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { layoutColumns, nameBatch, ROW_LAYOUT, writeRow } from './columns.ts';
import type { EventRow } from './row.ts';

const columns = layoutColumns(ROW_LAYOUT);
const anyRow = fc
  .tuple(...columns.map(() => fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n[', ']\n["', '"\\'))))
  .map((values) => Object.fromEntries(columns.map((column, index) => [column, values[index]])) as unknown as EventRow);

it('names the batch on every row and changes nothing else, whatever the values', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
      const named = nameBatch(rows.map(writeRow).join(''), 'b1');
      const back = named
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown[]);
      expect(back).toEqual(rows.map((row) => ['b1', ...columns.map((column) => row[column])]));
    }),
  );
});

it('writes every column of a row', () => {
  const all: Record<keyof EventRow, true> = {
    workspace_id: true,
    type: true,
    link_id: true,
    ts: true,
    event_id: true,
    received_at: true,
    class: true,
    reason: true,
    domain: true,
    key: true,
    url: true,
    visitor_id: true,
    trigger: true,
    continent: true,
    country: true,
    region: true,
    city: true,
    asn: true,
    device: true,
    browser: true,
    browser_version: true,
    os: true,
    os_version: true,
    language: true,
    referer: true,
    referer_url: true,
    source: true,
    channel: true,
    utm_source: true,
    utm_medium: true,
    utm_campaign: true,
    utm_term: true,
    utm_content: true,
    rule: true,
    variant: true,
    click_id: true,
    customer_id: true,
    event_name: true,
    sale_amount: true,
    sale_type: true,
    sale_currency: true,
    sale_original: true,
    invoice_id: true,
    payment_processor: true,
    metadata: true,
  };
  expect(columns.toSorted()).toEqual(Object.keys(all).toSorted());
});
