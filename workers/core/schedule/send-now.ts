/** Sends a scheduled report at once, about the last whole period, beside what is sent at its times. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { StatsContext } from '../stats/context.ts';
import { periodBefore } from './due.ts';
import { findSchedule, unknownSchedule } from './manage.ts';
import type { Schedule, ScheduleContext } from './schedule.ts';
import { type LetterTools, mailsOf, readersOf } from './send.ts';
import type { SentReport } from './wire.ts';

export interface SendNowTools extends LetterTools {
  /** Counts against what a workspace may send by hand. Throws `rate_limit_exceeded`. */
  count(): Promise<void>;
  /** What the schedule's reports are made with. Throws when they are withheld. */
  open(schedule: Schedule): Promise<StatsContext>;
}

/** A paused one, too: pausing ends what comes by itself. Throws `not_found`, and `unprocessable_entity` when nobody wants it. */
export async function sendNow(context: ScheduleContext, tools: SendNowTools, id: string): Promise<SentReport> {
  const { actor, schedules, now } = context;
  requireScope(actor, 'links.write');
  requireScope(actor, 'analytics.read');
  const schedule = await findSchedule(context, id);
  const recipients = readersOf(schedule);
  if (recipients.length === 0)
    throw new AppError(
      'unprocessable_entity',
      'Everybody this report was sent to has unsubscribed. Give it another recipient first.',
    );
  await tools.count();
  const at = now();
  const issue = { name: `by hand at ${at}`, due: at, nowMs: at };
  const mails = await mailsOf(tools, await tools.open(schedule), schedule, issue);
  const entry = auditEntry(actor, 'schedule.send', id, { after: { recipients } }, at);
  if (!(await schedules.handOver(id, mails, entry, at))) throw unknownSchedule();
  const { from, to } = periodBefore(schedule, at);
  return { id, recipients, period: { start: new Date(from).toISOString(), end: new Date(to).toISOString() } };
}
