/** Makes the edge's copy of a domain equal to the truth. Safe to repeat; whoever writes last has seen the newest row. */
import type { DomainContext, DomainCopies, DomainTruth } from './ports.ts';

/** Times the copy is written again because the truth changed meanwhile. */
const MAX_ROUNDS = 5;

/** A failure is reported, never thrown: the row says that its copy is behind, and the repair job looks for such rows. */
export async function publishDomain(
  context: Pick<DomainContext, 'truth' | 'copies' | 'failed'>,
  slug: string,
): Promise<void> {
  try {
    await syncDomain(context.truth, context.copies, slug);
  } catch (error) {
    context.failed('copy', slug, error);
  }
}

export async function syncDomain(truth: DomainTruth, copies: DomainCopies, slug: string): Promise<void> {
  let record = await truth.record(slug);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await (record === undefined ? copies.remove(slug) : copies.put(slug, record));
    const now = await truth.record(slug);
    if (now === record) return truth.settle(slug, record);
    record = now;
  }
  throw new Error(`The record of ${slug} kept changing`);
}
