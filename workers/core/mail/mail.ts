/** A mail to one person, and the port that takes it on. */

export interface Mail {
  /** Names this very mail: sent twice under one id, it arrives once. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** One POST to it ends mails of this kind for this address (RFC 8058); null for mails that cannot be ended. */
  unsubscribeUrl: string | null;
}

export interface Mailer {
  /** Resolves when the mail is on its way or kept for another try; never rejects, because nothing a person does should fail for it. */
  send(mail: Mail): Promise<void>;
}
