/** The local mailbox, as a person reads it: the newest mail about something, and the link in it. */
import { eventually } from './eventually.ts';

interface ReadMail {
  subject: string;
  text: string;
}

/** Waits for a mail with these words in its subject. @returns the first address in it. */
export async function linkMailedTo(mailUrl: string, email: string, subject: string): Promise<string> {
  let found: string | undefined;
  await eventually(async () => {
    const answer = await fetch(`${mailUrl}/mail.json?to=${encodeURIComponent(email)}`);
    const mails = (await answer.json()) as ReadMail[];
    found = /https?:\/\/\S+/.exec(mails.find((mail) => mail.subject.includes(subject))?.text ?? '')?.[0];
    if (found === undefined) throw new Error(`No mail about "${subject}" to ${email}`);
  });
  return found ?? '';
}
