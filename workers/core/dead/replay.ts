/** Sends the events of a dead letter again. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { timeRefusal } from '../enrich/time-range.ts';
import { type LetterContext, openLetter } from './ports.ts';

export interface Replayed {
  accepted: number;
  /** Had been counted before; a second replay finds only these. */
  duplicates: number;
  /** Still refused for their time; they stay in the letter. */
  refused: number;
}

/**
 * Straight to the ledger, which counts each event id once; events older than its memory are looked up in raw. So a replay may
 * be repeated at any time. The letter stays where it is. Scopes: audit.read and events.write, which owners and admins have.
 */
export async function replayLetter(context: LetterContext, name: string): Promise<Replayed> {
  const { actor, ledger, record, now } = context;
  requireScope(actor, 'audit.read');
  requireScope(actor, 'events.write');
  const { note, events } = await openLetter(context, name);
  const believed = events.filter((event) => timeRefusal(event.ts, now()) === undefined);
  const { accepted, duplicates } = await ledger.capture(believed);
  const replayed = { accepted, duplicates, refused: events.length - believed.length };
  if (replayed.refused === 0) await ledger.noteReplayed(actor.workspace.id, note.key);
  await record(auditEntry(actor, 'dead_letter.replay', note.key, { after: { ...replayed } }, now()));
  return replayed;
}
