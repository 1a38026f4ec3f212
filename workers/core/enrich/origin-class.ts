/** Whether a hit that looks like a person's comes from where no person is: a spammer's referer, or a data centre. */
import type { Step } from './draft.ts';
import { datacenterOf } from './lists/datacenters.ts';
import { spammerOf } from './lists/spam-referers.ts';

/** After putClass and putReferer: what the request says of itself weighs more than where it comes from. */
export const putOriginClass: Step = ({ event, row }) => {
  if (row.class !== 'human') return undefined;
  const spammer = spammerOf(row.referer);
  const datacenter = datacenterOf(event.geo.asn);
  if (spammer !== undefined) {
    row.class = 'spam';
    row.reason = `referer:${spammer}`;
  } else if (datacenter !== undefined) {
    row.class = 'datacenter';
    row.reason = `asn:${event.geo.asn} ${datacenter}`;
  }
  return undefined;
};
