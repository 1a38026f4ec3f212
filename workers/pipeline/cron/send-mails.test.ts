import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { compose } from '#core/mail/compose.ts';
import { passwordChanged } from '#core/mail/letters.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import { sendUnsent } from '#platform/mail/unsent.ts';
import { mailsTo } from '#test/worker/mail.ts';
import { readEnv } from '../env.ts';

const { control, mail: config } = readEnv(bindings as unknown as PipelineEnv);
/** Nothing listens on this port. */
const DOWN = { ...config, url: 'http://127.0.0.1:9/emails' };
const REFUSING = { ...config, url: config.url.replace('/emails', '/no-such-call') };
const MINUTE_MS = 60_000;
const later = (minutes: number): number => Date.now() + minutes * MINUTE_MS;
const address = (): string => `${crypto.randomUUID()}@people.test`;
const letterTo = (to: string) => compose(to, passwordChanged(), Date.now());

it('a mail that the provider does not take is kept, tried again, and arrives once', async () => {
  const to = address();
  await httpMailer(DOWN, control, NO_LOG).send(letterTo(to));
  expect(await mailsTo(to)).toEqual([]);
  expect(await sendUnsent(control, config, NO_LOG, Date.now())).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
  expect(await sendUnsent(control, DOWN, NO_LOG, later(2))).toEqual({ sent: 0, waiting: 1, givenUp: 0 });
  expect(await sendUnsent(control, config, NO_LOG, later(3))).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
  expect(await sendUnsent(control, config, NO_LOG, later(10))).toEqual({ sent: 1, waiting: 0, givenUp: 0 });
  expect(await sendUnsent(control, config, NO_LOG, later(20))).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
  expect(await mailsTo(to)).toHaveLength(1);
});

it('a kept mail keeps the address that ends it', async () => {
  const to = address();
  const stop = { why: 'You asked for it.', label: 'Stop', url: 'https://api.test/stop?token=x' };
  const mail = compose(to, { subject: 'Week', lines: ['Hello'], stop }, Date.now());
  await httpMailer(DOWN, control, NO_LOG).send(mail);
  await sendUnsent(control, config, NO_LOG, later(2));
  expect((await mailsTo(to)).map(({ headers }) => headers['List-Unsubscribe'])).toEqual([`<${stop.url}>`]);
});

it('a mail is given up after a day, and at once when it is refused', async () => {
  await httpMailer(DOWN, control, NO_LOG).send(letterTo(address()));
  expect(await sendUnsent(control, DOWN, NO_LOG, later(25 * 60))).toEqual({ sent: 0, waiting: 0, givenUp: 1 });
  await httpMailer(REFUSING, control, NO_LOG).send(letterTo(address()));
  expect(await sendUnsent(control, config, NO_LOG, later(25 * 60))).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
});

it('sent twice under one id, it arrives once', async () => {
  const mail = letterTo(address());
  const mailer = httpMailer(config, control, NO_LOG);
  await Promise.all([mailer.send(mail), mailer.send(mail)]);
  expect(await mailsTo(mail.to)).toHaveLength(1);
});
