/** Mails that the provider did not take at the first try, in the control database until they are sent or too old to matter. */
import type { Mail } from '#core/mail/mail.ts';
import { describeError, type Log } from '../log/log.ts';
import { type MailConfig, MailRefused, sendMail } from './provider.ts';

/** Mails of one run; the next minute takes more. */
const MAX_PER_RUN = 50;
const FIRST_WAIT_MS = 60_000;
const MAX_WAIT_MS = 3_600_000;
/** Links in mails work for a day at most. */
const MAX_AGE_MS = 86_400_000;

const KEEP = `INSERT INTO unsent_mails (id, recipient, subject, text, html, unsubscribe_url, attempts, next_try_at, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?8, 1, ?6, ?7) ON CONFLICT DO NOTHING`;
const DUE = `SELECT id, recipient AS "to", subject, text, html, unsubscribe_url AS unsubscribeUrl,
  attempts, created_at AS createdAt FROM unsent_mails
WHERE next_try_at <= ?1 ORDER BY next_try_at LIMIT ?2`;

interface Waiting extends Mail {
  attempts: number;
  createdAt: number;
}

export async function keepUnsent(control: D1Database, mail: Mail, nowMs: number): Promise<void> {
  const { id, to, subject, text, html, unsubscribeUrl } = mail;
  await control
    .prepare(KEEP)
    .bind(id, to, subject, text, html, nowMs + FIRST_WAIT_MS, nowMs, unsubscribeUrl)
    .run();
}

/** Tries what is due. A mail is given up, and told, when the provider refuses it or it is a day old. */
export async function sendUnsent(
  control: D1Database,
  config: MailConfig,
  log: Log,
  nowMs: number,
): Promise<{ sent: number; waiting: number; givenUp: number }> {
  const run = { sent: 0, waiting: 0, givenUp: 0 };
  if (config.url === '') return run;
  const { results } = await control.prepare(DUE).bind(nowMs, MAX_PER_RUN).all<Waiting>();
  for (const mail of results) {
    const outcome = await attempt(config, mail, nowMs);
    if (outcome === 'sent') run.sent += 1;
    else if (outcome.giveUp) run.givenUp += 1;
    else run.waiting += 1;
    if (outcome !== 'sent' && outcome.giveUp)
      log.error('mail.given_up', { mail: mail.id, attempts: mail.attempts, error: describeError(outcome.error) });
    await (outcome === 'sent' || outcome.giveUp ? forget(control, mail.id) : postpone(control, mail, nowMs));
  }
  return run;
}

async function attempt(
  config: MailConfig,
  mail: Waiting,
  nowMs: number,
): Promise<'sent' | { giveUp: boolean; error: unknown }> {
  try {
    await sendMail(config, mail);
    return 'sent';
  } catch (error) {
    return { giveUp: error instanceof MailRefused || nowMs - mail.createdAt >= MAX_AGE_MS, error };
  }
}

async function forget(control: D1Database, id: string): Promise<void> {
  await control.prepare('DELETE FROM unsent_mails WHERE id = ?').bind(id).run();
}

async function postpone(control: D1Database, { id, attempts }: Waiting, nowMs: number): Promise<void> {
  const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts);
  await control
    .prepare('UPDATE unsent_mails SET attempts = attempts + 1, next_try_at = ?2 WHERE id = ?1')
    .bind(id, nowMs + waitMs)
    .run();
}
