/** After signing up, where the address comes first: the mail is on its way. */
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { describeAuthError, sendConfirmation } from './authenticate.ts';

type Sending = { is: 'idle' | 'busy' | 'sent' } | { is: 'failed'; why: string };

export function CheckMail({ email, onBack }: { email: string; onBack: () => void }) {
  return (
    <AuthFrame
      title="Open the mail we sent you"
      text={
        <>
          We sent a link to <strong>{email}</strong>. It confirms that the address is yours, and signs you in.
        </>
      }
      other={
        <>
          The wrong address?{' '}
          <button type="button" className={styles.link} onClick={onBack}>
            Go back
          </button>
        </>
      }
    >
      <SendAgain email={email} />
    </AuthFrame>
  );
}

/** The link works for one day, and mails get lost. */
export function SendAgain({ email }: { email: string }) {
  const [sending, setSending] = useState<Sending>({ is: 'idle' });

  async function send() {
    setSending({ is: 'busy' });
    try {
      await sendConfirmation(email);
      setSending({ is: 'sent' });
    } catch (error) {
      setSending({ is: 'failed', why: describeAuthError(error) });
    }
  }

  return (
    <div className={styles.form}>
      <div role="status">
        {sending.is === 'sent' && <Notice tone="ok">Sent again. Look into the spam folder, too.</Notice>}
      </div>
      {sending.is === 'failed' && <Notice tone="danger">{sending.why}</Notice>}
      <Button wide className={styles.submit} onClick={() => void send()} aria-disabled={sending.is === 'busy'}>
        Send the mail again
      </Button>
    </div>
  );
}
