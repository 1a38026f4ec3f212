/** A model of the analytical store: forgets tokens, loses answers, and remembers every row it was ever given. */
import { layoutColumns } from '#core/event/columns.ts';
import type { BatchPlace, Sink, SinkBatch } from '#core/ledger/sink.ts';

/**
 * What happens to the next insert. `lost`: never arrives. `silent`: is written, but the answer is lost. `swallowed`: the token is noted and
 * the rows are not kept, as by a server that is killed between the two.
 */
export type Fate = 'stored' | 'lost' | 'silent' | 'swallowed';

export class StoreModel implements Sink {
  fate: Fate = 'stored';
  /** Event ids in order of writing; one that is here twice was stored twice. */
  readonly eventIds: string[] = [];
  /** Every send by token, to see that a repeated one is the same bytes. */
  readonly sends: SinkBatch[] = [];
  lookUps = 0;
  readonly #tokens = new Map<string, string[]>();
  #remembered = new Set<string>();

  async store(batch: SinkBatch): Promise<void> {
    this.sends.push(batch);
    if (this.fate === 'lost') throw new Error('connection refused');
    const token = `${batch.token}.${batch.resend ?? ''}`;
    const isNew = !this.#remembered.has(token);
    this.#remembered.add(token);
    if (isNew && this.fate !== 'swallowed') {
      const ids = idsOf(batch);
      this.eventIds.push(...ids);
      this.#tokens.set(batch.token, ids);
    }
    if (this.fate !== 'stored') throw new Error('connection reset');
  }

  async countStored({ token }: BatchPlace): Promise<number> {
    this.lookUps += 1;
    if (this.fate === 'lost') throw new Error('connection refused');
    return this.#tokens.get(token)?.length ?? 0;
  }

  async knownIds({ ids }: { ids: string[] }): Promise<Set<string>> {
    return new Set(ids.filter((id) => this.eventIds.includes(id)));
  }

  /** The deduplication window has passed. */
  forgetTokens(): void {
    this.#remembered = new Set();
  }
}

function idsOf(batch: SinkBatch): string[] {
  const at = layoutColumns(batch.layout).indexOf('event_id');
  return batch.lines
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as string[])[at] ?? '');
}
