/** The end of the account, by a link in a mail. */
import { useState } from 'react';
import { attempt } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { GOODBYE_PAGE, postAuth } from '../session/authenticate.ts';
import { useSessionUser } from '../session/use-session.ts';
import settings from '../settings/settings.module.css';

export function AccountEnd() {
  const { email } = useSessionUser();
  const [asking, setAsking] = useState(false);

  async function confirm() {
    setAsking(false);
    if (await attempt('Nothing was deleted', () => postAuth('delete-user', { callbackURL: GOODBYE_PAGE })))
      notify({ title: 'Look into your mail', text: 'The link in it deletes the account. Until then it stays.' });
  }

  return (
    <Card title="Delete account">
      <div className={settings.row}>
        <div className={settings.words}>
          <p className={settings.detail}>
            Workspaces where you are alone go with it, after 14 days. Where others work, hand the workspace over first.
          </p>
        </div>
        <Button look="danger" onClick={() => setAsking(true)}>
          Delete account…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete your account?"
        verb="Send the mail"
        onConfirm={() => void confirm()}
      >
        We send a mail to {email}. The link in it deletes the account for good; without it, nothing happens.
      </ConfirmDialog>
    </Card>
  );
}
