/** The routes of dead letters, each translating one request into one verb. */
import type { Context } from 'hono';
import { getLetter } from '#core/dead/get.ts';
import { listLetters } from '#core/dead/list.ts';
import type { LetterContext } from '#core/dead/ports.ts';
import { replayLetter } from '#core/dead/replay.ts';
import { toWireLetter, toWireOpened } from '#core/dead/wire.ts';
import { recordEntry } from '#platform/d1/control/audit-log.ts';
import { readDeadLetter } from '#platform/r2/dead-letters.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { listLettersRoute, readLetterRoute, replayLetterRoute } from './routes.ts';

export const deadApp = createRouter()
  .openapi(listLettersRoute, async (c) => {
    const letters = await listLetters(contextOf(c), c.req.valid('query'));
    return c.json(letters.map(toWireLetter), 200);
  })
  .openapi(readLetterRoute, async (c) =>
    c.json(toWireOpened(await getLetter(contextOf(c), c.req.valid('param').id)), 200),
  )
  .openapi(replayLetterRoute, async (c) => c.json(await replayLetter(contextOf(c), c.req.valid('param').id), 200));

function contextOf(c: Context<ApiContext>): LetterContext {
  const { config } = c.get('services');
  const actor = actorOf(c);
  return {
    actor,
    ledger: config.ledgerOf(actor.workspace.id),
    read: (key) => readDeadLetter(config.vault, key),
    record: (entry) => recordEntry(config.control, entry),
    now: Date.now,
  };
}
