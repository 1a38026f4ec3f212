/** Reads a lead or a sale of a queue message back. */
import { MAX_REFERER_CHARS, MAX_URL_CHARS } from './captured.ts';
import { CLICK_FACTS, MAX_EVENT_NAME_CHARS, MAX_INVOICE_CHARS, MAX_METADATA_CHARS, SALE_TYPES } from './conversion.ts';
import { isObject, isText, isWhole, MAX_NAME_CHARS, wrongIdentity } from './fields.ts';

const TEXT_FIELDS: readonly [string, number][] = [
  ['linkId', MAX_NAME_CHARS],
  ['clickId', MAX_NAME_CHARS],
  ['customerId', MAX_NAME_CHARS],
  ['name', MAX_EVENT_NAME_CHARS],
  ['currency', MAX_NAME_CHARS],
  ['invoiceId', MAX_INVOICE_CHARS],
  ['processor', MAX_NAME_CHARS],
  ['metadata', MAX_METADATA_CHARS],
];
const VISITOR_ID = /^\d{1,20}$/;
/** The columns that hold addresses; all others hold names. */
const MAX_FACT_CHARS: Readonly<Record<string, number>> = { url: MAX_URL_CHARS, referer_url: MAX_REFERER_CHARS };

/** The name of the first field that is not what the contract says, or undefined. */
export function wrongConversionField(event: Record<string, unknown>): string | undefined {
  const wrong = wrongIdentity(event) ?? TEXT_FIELDS.find(([field, maxChars]) => !isText(event[field], maxChars))?.[0];
  if (wrong) return wrong;
  if (!isWhole(event['amount'])) return 'amount';
  if (!isWhole(event['originalAmount'])) return 'originalAmount';
  if (!(SALE_TYPES as readonly unknown[]).includes(event['saleType'])) return 'saleType';
  const { click } = event;
  if (!isObject(click)) return 'click';
  return CLICK_FACTS.find((column) => !isFact(column, click[column])) && 'click';
}

function isFact(column: (typeof CLICK_FACTS)[number], value: unknown): boolean {
  if (column === 'asn') return isWhole(value) && value <= 0xffffffff;
  if (column === 'visitor_id') return typeof value === 'string' && VISITOR_ID.test(value);
  return isText(value, MAX_FACT_CHARS[column] ?? MAX_NAME_CHARS);
}
