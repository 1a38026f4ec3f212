/** Sends what is due: figures, letters, and the move to the next time, so that each period is sent once whatever dies in between. */
import { sha256Hex } from '../hash/sha256-hex.ts';
import { compose } from '../mail/compose.ts';
import type { Mail } from '../mail/mail.ts';
import { planOf } from '../plan/plan.ts';
import type { StatsContext } from '../stats/context.ts';
import { applyFilters } from '../segment/apply.ts';
import type { MetricName } from '../stats/report/metric.ts';
import type { ReportQuery } from '../stats/report/query.ts';
import { makeReport } from '../stats/report/report.ts';
import { startOfBucket } from '../stats/time/buckets.ts';
import { nextDue, periodBefore } from './due.ts';
import { type Figures, reportLetter } from './letter.ts';
import type { DueSchedules, Schedule } from './schedule.ts';
import { signUnsubscribe } from './unsubscribe.ts';

const TOP = 5;
const DAY_MS = 86_400_000;
const ID_CHARS = 32;
const METRICS: MetricName[] = ['clicks', 'uniqueVisitors', 'leads', 'sales', 'saleAmount'];

/** What the links in letters are made with. */
export interface LetterTools {
  secret: string;
  apiUrl: string;
}

export interface SendTools extends LetterTools {
  schedules: Pick<DueSchedules, 'settle'>;
  /** What the schedule's reports are made with; undefined when its workspace is gone or its reports are withheld. */
  open(schedule: Schedule): Promise<StatsContext | undefined>;
}

/** One report to be written: about the period before `due`. `name` tells it from every other of the schedule. */
interface Issue {
  name: string;
  due: number;
  nowMs: number;
}

/** @returns the number of mails; 0 when there was nobody to send to, or somebody else has done it. */
export async function sendScheduled(tools: SendTools, schedule: Schedule, nowMs: number): Promise<number> {
  // What was missed for longer than a period is not sent late: the newest is what people want.
  const due = lastDue(schedule, nowMs);
  const context = readersOf(schedule).length === 0 ? undefined : await tools.open(schedule);
  const mails = context ? await mailsOf(tools, context, schedule, { name: String(due), due, nowMs }) : [];
  const isMine = await tools.schedules.settle(schedule, mails, nextDue(schedule, nowMs), nowMs);
  return isMine ? mails.length : 0;
}

function lastDue(schedule: Schedule, nowMs: number): number {
  const beginning = periodBefore(schedule, nowMs).from;
  let due = schedule.nextAt < beginning ? nextDue(schedule, beginning) : schedule.nextAt;
  for (let next = nextDue(schedule, due); next <= nowMs; next = nextDue(schedule, next)) due = next;
  return due;
}

/** Who gets it: everybody it was set up for who has not ended it. */
export function readersOf({ recipients, unsubscribed }: Schedule): string[] {
  const gone = new Set(unsubscribed);
  return recipients.filter((address) => !gone.has(address));
}

/** A mail for each reader; ids follow from schedule, issue and address. */
export async function mailsOf(
  tools: LetterTools,
  context: StatsContext,
  schedule: Schedule,
  issue: Issue,
): Promise<Mail[]> {
  const { nowMs } = issue;
  const figures = await figuresOf(context, schedule, issue.due, nowMs);
  return Promise.all(
    readersOf(schedule).map(async (address) => {
      const token = await signUnsubscribe(tools.secret, schedule.id, address);
      const stop = `${tools.apiUrl}/reports/unsubscribe?token=${token}`;
      const letter = reportLetter(schedule, context.links.actor.workspace.name, figures, { stop });
      const id = await sha256Hex(`${schedule.id} ${issue.name} ${address}`);
      return { ...compose(address, letter, nowMs), id: `mail_${id.slice(0, ID_CHARS)}` };
    }),
  );
}

/** The plan's days bound it like any other report; a longer period is cut, as presets are. */
async function figuresOf(context: StatsContext, schedule: Schedule, due: number, nowMs: number): Promise<Figures> {
  const { zone, filters } = schedule;
  const { from, to } = periodBefore(schedule, due);
  const floor = startOfBucket(nowMs - planOf(context.links.actor.workspace.plan).retentionDays * DAY_MS, 'day', zone);
  const start = new Date(Math.max(from, Math.min(floor, to - DAY_MS))).toISOString();
  const question: ReportQuery = {
    ...(applyFilters(filters) as Partial<ReportQuery>),
    start,
    end: new Date(to).toISOString(),
    timezone: zone,
    event: 'composite',
    compare: 'previous',
    limit: TOP,
    groupBy: ['count'],
    metrics: METRICS,
  };
  const ranked = (name: string) => makeReport(context, { ...question, groupBy: [name], metrics: ['clicks'] });
  const totals = await makeReport(context, question);
  const links = await ranked('top_links');
  const countries = await ranked('countries');
  return { totals, links, countries, referers: await ranked('referers') };
}
