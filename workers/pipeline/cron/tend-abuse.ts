/** Each minute: finishes decisions of the abuse desk that did not reach their link, and tells operators of new work. */
import { settleCase } from '#core/abuse/enforce.ts';
import { jobAtDesk } from '#core/abuse/entry.ts';
import { casesWaiting } from '#core/abuse/letters.ts';
import { ALERT_SCORE } from '#core/abuse/score.ts';
import { openDesk } from '#platform/abuse/open-desk.ts';
import { D1AbuseCases } from '#platform/d1/control/abuse-cases.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import { deskTools } from './abuse-tools.ts';
import type { PipelineConfig } from '../env.ts';

const MAX_SETTLED = 50;
/** Lines of one letter; what is left is in the next. */
const MAX_TOLD = 20;
/** One letter in so much time: whoever is told each minute stops reading. */
export const DIGEST_MS = 15 * 60_000;

export interface AbuseRun {
  settled: number;
  told: number;
}

export async function tendAbuse(config: PipelineConfig, log: Log, now: () => number): Promise<AbuseRun> {
  return { settled: await settleDecisions(config, log, now), told: await tellOperators(config, log, now) };
}

async function settleDecisions(config: PipelineConfig, log: Log, now: () => number): Promise<number> {
  const desk = openDesk(deskTools(config, log, now), jobAtDesk('settle-abuse'));
  let settled = 0;
  for (const decided of await new D1AbuseCases(config.control).unsettled(MAX_SETTLED)) {
    try {
      await settleCase(desk, decided);
      settled += 1;
    } catch (error) {
      log.warn('abuse.not_settled', { caseId: decided.id, error: describeError(error) });
    }
  }
  return settled;
}

/** New cases with a high score, whatever was reported, and appeals; each once. */
async function tellOperators(config: PipelineConfig, log: Log, now: () => number): Promise<number> {
  // In step with the clock, so that no moment has to be kept.
  if (config.operators.size === 0 || Math.floor(now() / 60_000) % (DIGEST_MS / 60_000) !== 0) return 0;
  const cases = new D1AbuseCases(config.control);
  const untold = await cases.untold(ALERT_SCORE, MAX_TOLD + 1);
  if (untold.length === 0) return 0;
  const shown = untold.slice(0, MAX_TOLD);
  const { post, webUrl } = deskTools(config, log, now);
  const letter = casesWaiting(shown, untold.length > MAX_TOLD, `${webUrl}/abuse`);
  // Told first: a letter less is better than one each minute.
  await cases.told(
    shown.map(({ id }) => id),
    now(),
  );
  for (const email of config.operators) post(email, letter);
  return shown.length;
}
