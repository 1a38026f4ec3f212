/** Dead letters: what could not be counted, kept with the reason so that a person can look at it and send it again. */

export const DEAD_LETTER_VERSION = 1;

export interface DeadLetter {
  v: typeof DEAD_LETTER_VERSION;
  /** Id of the queue message (or name of the spill object) it came as. */
  id: string;
  /** A PoisonReason, `dropped:{DropReason}`, or `retries_exhausted`. */
  reason: string;
  /** What exactly was wrong, for people. */
  detail: string;
  /** Where it came from: queue name, `spill` or `capture`. */
  from: string;
  /** Deliveries so far, this one included. */
  attempts: number;
  /** Unix milliseconds when it was first put into the queue. */
  firstSeenAt: number;
  /** Its age when it was given up. */
  ageMs: number;
  storedAt: number;
  /** The message as it was, or `{v, events}` with the dropped events only. */
  body: unknown;
}

const FOLDER = 'dead/';
const ENDING = '.json';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_CHARS = 'YYYY-MM-DD'.length;

/** The letter's name in addresses: `{yyyy-mm-dd}_{id}`. */
export function letterName(key: string): string {
  return key.slice(FOLDER.length, -ENDING.length).replace('/', '_');
}

/** The key behind a name, or undefined when no letter can be called that. */
export function keyOfName(name: string): string | undefined {
  const day = name.slice(0, DAY_CHARS);
  const id = name.slice(DAY_CHARS + 1);
  if (!DAY.test(day) || name[DAY_CHARS] !== '_' || id === '' || id.includes('/')) return undefined;
  return `${FOLDER}${day}/${id}${ENDING}`;
}

/** `dead/{yyyy-mm-dd}/{id}.json`. The day is that of the first sight, so storing it twice is the same object. */
export function deadLetterKey(letter: Pick<DeadLetter, 'id' | 'firstSeenAt'>): string {
  return `${FOLDER}${new Date(letter.firstSeenAt).toISOString().slice(0, DAY_CHARS)}/${letter.id}${ENDING}`;
}
