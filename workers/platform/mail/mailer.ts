/** The mail port over an HTTP provider: what it does not take now is kept in the control database and tried again by a cron. */
import type { Mailer } from '#core/mail/mail.ts';
import { describeError, type Log } from '../log/log.ts';
import { type MailConfig, MailRefused, sendMail } from './provider.ts';
import { keepUnsent } from './unsent.ts';

export function httpMailer(config: MailConfig, control: D1Database, log: Log): Mailer {
  return {
    async send(mail) {
      // Subjects hold names of people and workspaces, texts hold secrets: neither belongs into a log.
      if (config.url === '') return log.error('mail.no_provider', { mail: mail.id });
      try {
        await sendMail(config, mail);
      } catch (error) {
        if (error instanceof MailRefused)
          return log.error('mail.refused', { mail: mail.id, error: describeError(error) });
        log.warn('mail.delayed', { mail: mail.id, error: describeError(error) });
        await keepUnsent(control, mail, Date.now()).catch((failure: unknown) =>
          log.error('mail.lost', { mail: mail.id, error: describeError(failure) }),
        );
      }
    },
  };
}
