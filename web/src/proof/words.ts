/** What the proof says, in sentences for people who did not build it. */
import type { AuditedDay } from '#core/proof/audit-days.ts';
import type { Receipt } from '#core/proof/receipt.ts';
import { countOf } from '../format/number.ts';

const dayName = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** `2026-11-21` → `Nov 21, 2026`. The audit's days are UTC days wherever the reader is. */
export function nameOfDay(day: string): string {
  return dayName.format(Date.parse(`${day}T00:00:00Z`));
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A waiting time, to the unit that matters: `less than a second`, `12 seconds`, `3 hours`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND_MS) return 'less than a second';
  if (ms < MINUTE_MS) return countOf(Math.floor(ms / SECOND_MS), 'second');
  if (ms < HOUR_MS) return countOf(Math.floor(ms / MINUTE_MS), 'minute');
  return countOf(Math.floor(ms / HOUR_MS), 'hour');
}

const DROP_REASONS: Record<string, string> = {
  in_future: 'dated in the future',
  too_old: 'too old to count',
};

/** Why events must not be counted. */
export function dropReason(reason: string): string {
  return DROP_REASONS[reason] ?? reason.replaceAll('_', ' ');
}

/** Why a letter is dead. */
export function letterReason(reason: string): string {
  if (reason === 'retries_exhausted') return 'Retried in vain';
  const [kind, detail = ''] = reason.split(':');
  return kind === 'dropped' ? `Not counted: ${dropReason(detail)}` : reason.replaceAll('_', ' ');
}

const CHECKED = [
  ['raw', 'raw rows'],
  ['hourly', 'hourly reports'],
  ['daily', 'daily reports'],
  ['hourlyDimensions', 'hourly breakdowns'],
  ['dailyDimensions', 'daily breakdowns'],
] as const;

/** What a day's numbers say, or nothing when they are all the same. */
export function explainDay(day: AuditedDay): string | undefined {
  if (day.status === 'balanced') return undefined;
  if (day.status === 'catching_up')
    return day.waiting > 0
      ? `${countOf(day.waiting, 'event')} on the way to the reports.`
      : 'Events were being stored while this was read.';
  const wrong = CHECKED.flatMap(([field, name]) => {
    const excess = day[field] - day.accepted;
    if (excess === 0) return [];
    return [`the ${name} hold ${countOf(Math.abs(excess), 'event')} too ${excess > 0 ? 'many' : 'few'}`];
  });
  const sentence = wrong.join(', ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

export interface Verdict {
  tone: 'ok' | 'warn' | 'danger';
  title: string;
  text: string;
}

/** The one sentence above everything else. @param days undefined while the audit is not known. */
export function judge(receipt: Receipt, days: readonly AuditedDay[] | undefined): Verdict {
  const broken = (days ?? []).filter(({ status }) => status === 'broken');
  const gone = receipt.capture.lost + receipt.capture.refused;
  if (broken.length > 0) {
    return {
      tone: 'danger',
      title: `${countOf(broken.length, 'day')} ${broken.length === 1 ? 'does' : 'do'} not add up`,
      text: 'The raw events are the truth; the reports of such a day are rebuilt from them within the hour, or at once below.',
    };
  }
  if (receipt.breaker !== 'closed') {
    return {
      tone: 'warn',
      title: 'The reports are behind',
      text: `The analytical store does not answer. ${countOf(receipt.waiting, 'event')} safe in the ledger, and counted there.`,
    };
  }
  if (receipt.dead > 0) {
    return {
      tone: 'warn',
      title: `${countOf(receipt.dead, 'event')} could not be delivered`,
      text: 'They are kept as dead letters and can be sent again without being counted twice.',
    };
  }
  const text = `${countOf(receipt.accepted, 'event')} counted, each once.`;
  if (receipt.waiting > 0)
    return {
      tone: 'ok',
      title: 'Everything is accounted for',
      text: `${text} ${countOf(receipt.waiting, 'event')} on the way to the reports.`,
    };
  return {
    tone: 'ok',
    title: 'Everything is accounted for',
    text: gone > 0 ? `${text} What was lost is named below.` : text,
  };
}
