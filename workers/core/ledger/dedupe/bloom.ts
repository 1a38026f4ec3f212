/** A Bloom filter (Bloom 1970) over packed ids: "certainly new" without touching the disk, or "perhaps seen". */
import { hashId, ID_WORDS } from './packed-id.ts';

/** 16 bits per id and 8 probes: (1 - e^(-8/16))^8 ≈ 0.06 % of new ids are looked up in vain. */
const BITS_PER_ID = 16;
const PROBES = 8;
const SEED_START = 0x2545f491;
const SEED_STEP = 0x6c078965;
const BITS_PER_WORD = 32;

/** A filter sized for, and holding, these ids. */
export function bloomOf(ids: Uint32Array): Uint32Array {
  const filter = new Uint32Array(Math.max(1, Math.ceil(((ids.length / ID_WORDS) * BITS_PER_ID) / BITS_PER_WORD)));
  for (let at = 0; at < ids.length; at += ID_WORDS) {
    probe(filter, ids, at, (word, bit) => {
      filter[word] = (filter[word] ?? 0) | bit;
      return true;
    });
  }
  return filter;
}

/** False means the id was certainly not among those the filter was made of. */
export function mayHold(filter: Uint32Array, ids: Uint32Array, at: number): boolean {
  return probe(filter, ids, at, (word, bit) => ((filter[word] ?? 0) & bit) !== 0);
}

/** Visits the id's bits until one is refused. Probe positions by double hashing (Kirsch & Mitzenmacher 2006). */
function probe(
  filter: Uint32Array,
  ids: Uint32Array,
  at: number,
  visit: (word: number, bit: number) => boolean,
): boolean {
  const bits = filter.length * BITS_PER_WORD;
  const step = hashId(ids, at, SEED_STEP) | 1;
  let hash = hashId(ids, at, SEED_START);
  for (let probes = 0; probes < PROBES; probes++) {
    const position = hash % bits;
    if (!visit(Math.floor(position / BITS_PER_WORD), 1 << (position % BITS_PER_WORD))) return false;
    hash = (hash + step) >>> 0;
  }
  return true;
}
