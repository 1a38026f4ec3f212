/** Mails that the worker under test has sent, read from the run's mailbox. */
import { env } from 'cloudflare:workers';
import { eventually } from '../eventually.ts';

export interface TestMail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

const MAILBOX = (env as unknown as { MAIL_URL: string }).MAIL_URL.replace('/emails', '/mail.json');

/** Newest first. */
export async function mailsTo(email: string): Promise<TestMail[]> {
  return (await fetch(`${MAILBOX}?to=${encodeURIComponent(email)}`)).json();
}

/** Waits for a mail with these words in its subject. */
export async function mailTo(email: string, subject: string): Promise<TestMail> {
  let found: TestMail | undefined;
  await eventually(async () => {
    found = (await mailsTo(email)).find((mail) => mail.subject.includes(subject));
    if (!found) throw new Error(`No mail about "${subject}" to ${email}`);
  });
  return found!;
}

/** The first address in a mail. */
export function linkIn({ text }: TestMail): URL {
  return new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '');
}
