/** A name for a customer whom the tenant has not named: easier to tell apart in a list than an id. */
import { hash32 } from '../hash/fnv1a.ts';

const MANNERS = ['Amber', 'Brave', 'Calm', 'Deft', 'Eager', 'Fair', 'Gentle', 'Hardy', 'Jolly', 'Keen', 'Lively', 'Merry', 'Noble', 'Proud', 'Quiet', 'Swift']; // prettier-ignore
const ANIMALS = ['Badger', 'Crane', 'Dolphin', 'Egret', 'Falcon', 'Gecko', 'Heron', 'Ibex', 'Jackdaw', 'Kestrel', 'Lynx', 'Marten', 'Otter', 'Puffin', 'Robin', 'Stork']; // prettier-ignore

/** The same for the same id. */
export function randomName(id: string): string {
  const hash = hash32(id);
  return `${MANNERS[hash % MANNERS.length]} ${ANIMALS[(hash >>> 8) % ANIMALS.length]}`;
}
