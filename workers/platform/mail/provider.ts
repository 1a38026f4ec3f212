/**
 * A mail provider's HTTP API: `POST {url}` with `{from, to, subject, text, html, headers}` and a bearer key, as Resend takes it. The mailbox
 * of the local stack speaks the same, so nothing here knows the difference.
 */
import type { Mail } from '#core/mail/mail.ts';

export interface MailConfig {
  /** Address of the provider's send call; empty when there is none. */
  url: string;
  key: string;
  /** `Name <address>`. */
  from: string;
}

/** A provider that takes longer is treated as down. */
const TIMEOUT_MS = 10_000;

/** Refused for good: trying again would not help. */
export class MailRefused extends Error {}

/** What makes a mail program offer to end these mails by a click of its own (RFC 2369, RFC 8058). */
function oneClick(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** One attempt. Throws `MailRefused` when the provider will never take this mail, another error when it may later. */
export async function sendMail(config: MailConfig, mail: Mail): Promise<void> {
  const { id, to, subject, text, html, unsubscribeUrl } = mail;
  const headers = unsubscribeUrl === null ? {} : { headers: oneClick(unsubscribeUrl) };
  const answer = await fetch(config.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${config.key}`, 'content-type': 'application/json', 'idempotency-key': id },
    body: JSON.stringify({ from: config.from, to: [to], subject, text, html, ...headers }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'manual',
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  const isFinal = answer.status >= 400 && answer.status < 500 && ![401, 403, 408, 409, 429].includes(answer.status);
  throw new (isFinal ? MailRefused : Error)(`The mail provider answered ${answer.status}`);
}
