/** Name and address of the person. */
import { useState } from 'react';
import { attempt, useChange } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { postAuth, sendConfirmation } from '../session/authenticate.ts';
import { useRefreshSession } from '../session/refresh.ts';
import { useSessionUser } from '../session/use-session.ts';
import settings from '../settings/settings.module.css';

export function Person() {
  const user = useSessionUser();
  const refresh = useRefreshSession();
  const [name, setName] = useState(user.name);
  const rename = useChange((next: string) => postAuth('update-user', { name: next }));
  const changed = name.trim() !== '' && name.trim() !== user.name;

  async function save() {
    if (!changed || rename.isPending) return;
    const done = await attempt('Your name was not saved', async () => {
      await rename.mutateAsync(name.trim());
      await refresh();
    });
    if (done) notify({ title: 'Name saved' });
  }

  async function confirm() {
    if (await attempt('The mail was not sent', () => sendConfirmation(user.email)))
      notify({ title: 'Mail sent', text: `Open the link in it to confirm ${user.email}.` });
  }

  return (
    <Card title="You">
      <form
        className={settings.body}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {!user.emailVerified && (
          <Notice
            tone="warn"
            actions={
              <Button size="small" onClick={() => void confirm()}>
                Send the mail again
              </Button>
            }
          >
            Your address is not confirmed yet: open the link in the mail we sent you.
          </Notice>
        )}
        <div className={settings.narrow}>
          <TextField
            label="Name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={100}
            required
          />
        </div>
        <div className={settings.narrow}>
          <TextField label="E-mail" type="email" autoComplete="username" value={user.email} readOnly />
        </div>
        <div className={settings.actions}>
          <Button type="submit" look="primary" disabled={!changed} aria-disabled={rename.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
