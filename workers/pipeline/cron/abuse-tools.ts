/** What the jobs of the abuse desk work with. */
import { compose } from '#core/mail/compose.ts';
import type { DeskTools } from '#platform/abuse/open-desk.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import type { Log } from '#platform/log/log.ts';
import { waitUntil } from 'cloudflare:workers';
import type { PipelineConfig } from '../env.ts';

export function deskTools(config: PipelineConfig, log: Log, now: () => number): DeskTools {
  const mailer = httpMailer(config.mail, config.control, log);
  return {
    stores: config,
    log,
    post: (to, letter) => waitUntil(mailer.send(compose(to, letter, now()))),
    webUrl: config.webUrl,
    now,
  };
}
