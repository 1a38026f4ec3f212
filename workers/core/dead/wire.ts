/** Dead letters as the api shows them. */
import { z } from 'zod';
import type { Letter } from '../ledger/contract.ts';
import { isoDate } from '../schema/date.ts';
import { integerParam } from '../schema/params.ts';
import { letterName } from './letter.ts';
import type { OpenedLetter } from './ports.ts';

const MAX_PAGE = 100;
/** Names are made of a day and a message's id. */
const MAX_NAME_CHARS = 300;

const count = z.number().int();
const name = z.string().max(MAX_NAME_CHARS);

export const lettersQuerySchema = z.object({
  limit: integerParam(1, MAX_PAGE, 'Letters per page.').default(MAX_PAGE),
  before: name.optional().meta({ description: 'The last id of the page before.' }),
});
export const letterParamSchema = z.object({ id: name });

export const letterSchema = z
  .object({
    id: z.string(),
    reason: z
      .string()
      .meta({ description: '`retries_exhausted`, or `dropped:` and why the events must not be counted.' }),
    events: count.meta({ description: 'Events of this workspace in it.' }),
    storedAt: z.string().nullable(),
    replayedAt: z.string().nullable(),
  })
  .meta({ id: 'DeadLetter' });

export const openedLetterSchema = letterSchema
  .extend({
    detail: z.string(),
    from: z.string(),
    attempts: count,
    firstSeenAt: z.string().nullable(),
    ageMs: count,
    body: z
      .array(z.record(z.string(), z.unknown()))
      .meta({ description: 'The events of this workspace, as captured.' }),
  })
  .meta({ id: 'OpenedDeadLetter' });

export const replayedSchema = z
  .object({ accepted: count, duplicates: count, refused: count })
  .meta({ id: 'ReplayedDeadLetter' });

export function toWireLetter({ key, reason, events, storedAt, replayedAt }: Letter): z.infer<typeof letterSchema> {
  return { id: letterName(key), reason, events, storedAt: isoDate(storedAt), replayedAt: isoDate(replayedAt) };
}

export function toWireOpened({ note, letter, events }: OpenedLetter): z.infer<typeof openedLetterSchema> {
  const { detail, from, attempts, firstSeenAt, ageMs } = letter;
  const body = events.map((event) => ({ ...event }));
  return { ...toWireLetter(note), detail, from, attempts, firstSeenAt: isoDate(firstSeenAt), ageMs, body };
}
