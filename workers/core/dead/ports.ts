/** What the dead-letter verbs work with. */
import type { Actor } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { CapturedEvent } from '../event/captured.ts';
import { parseMessage } from '../event/parse.ts';
import type { LedgerRpc, Letter } from '../ledger/contract.ts';
import { type DeadLetter, keyOfName } from './letter.ts';

export interface LetterContext {
  actor: Actor;
  /** The ledger of the actor's workspace: it knows whose letters are whose. */
  ledger: Pick<LedgerRpc, 'letters' | 'letter' | 'noteReplayed' | 'capture'>;
  /** The letter under a key, or undefined when it is gone. */
  read: (key: string) => Promise<DeadLetter | undefined>;
  record: (entry: AuditEntry) => Promise<void>;
  now: () => number;
}

export interface OpenedLetter {
  note: Letter;
  letter: DeadLetter;
  /** Those of the actor's workspace; a letter may hold events of others, too. */
  events: CapturedEvent[];
}

/** Throws `not_found` for a letter that is gone, or that holds no event of the actor's workspace. */
export async function openLetter({ actor, ledger, read }: LetterContext, name: string): Promise<OpenedLetter> {
  const workspaceId = actor.workspace.id;
  const key = keyOfName(name);
  const note = key === undefined ? null : await ledger.letter(workspaceId, key);
  const letter = note ? await read(note.key) : undefined;
  if (!note || !letter) throw new AppError('not_found', `There is no dead letter "${name}" in this workspace.`);
  const parsed = parseMessage(letter.body);
  const events = parsed.ok ? parsed.events.filter((event) => event.workspaceId === workspaceId) : [];
  return { note, letter, events };
}
