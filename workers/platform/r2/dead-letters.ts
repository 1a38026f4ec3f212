/** Dead letters in R2. */
import { type DeadLetter, DEAD_LETTER_VERSION, deadLetterKey } from '#core/dead/letter.ts';

/** What is known when a message is given up; the rest follows from it. */
export type GivenUp = Omit<DeadLetter, 'v' | 'ageMs' | 'storedAt'>;

/** The letter under a key, or undefined when it is gone. */
export async function readDeadLetter(vault: Pick<R2Bucket, 'get'>, key: string): Promise<DeadLetter | undefined> {
  const object = await vault.get(key);
  return object ? await object.json<DeadLetter>() : undefined;
}

/** Stores one letter; the same letter again overwrites itself. Throws when R2 does: then it must not be acknowledged. */
export async function putDeadLetter(vault: Pick<R2Bucket, 'put'>, givenUp: GivenUp, now: number): Promise<string> {
  const letter: DeadLetter = {
    v: DEAD_LETTER_VERSION,
    ...givenUp,
    ageMs: Math.max(0, now - givenUp.firstSeenAt),
    storedAt: now,
  };
  const key = deadLetterKey(letter);
  await vault.put(key, JSON.stringify(letter), { httpMetadata: { contentType: 'application/json' } });
  return key;
}
