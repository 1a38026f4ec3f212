/** Which type of event by which class of visitor, as one bit each: the sets that closed days keep their counts by. */
import type { EventClass } from '../event/row.ts';

/** Stored as numbers: names are appended, never moved. Types that are not among them, the tenant's own, share OTHER_TYPES. */
export const KIND_TYPES = ['click', 'lead', 'sale', 'orphan', 'page_view'] as const;
/** Stored as numbers: eight fit, a ninth needs another table. A test holds them to EVENT_CLASSES. */
export const KIND_CLASSES = ['human', 'bot', 'preview', 'prefetch', 'head', 'scanner', 'datacenter', 'spam'] as const;
export const CLASS_BITS = 8;
/** The last of the eight types of 64 bits. */
export const OTHER_TYPES = 7;

/** The bits of all these types by all these classes, as a decimal number for a UInt64. @param classes undefined for all. */
export function kindsOf(types: readonly string[], classes: readonly EventClass[] | undefined): string {
  let kinds = 0n;
  for (const type of types) {
    const known = KIND_TYPES.findIndex((each) => each === type);
    const first = (known < 0 ? OTHER_TYPES : known) * CLASS_BITS;
    for (const each of classes ?? KIND_CLASSES) kinds |= 1n << BigInt(first + KIND_CLASSES.indexOf(each));
  }
  return kinds.toString();
}
