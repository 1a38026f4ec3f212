/** Changing the password. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { describeAuthError, MIN_PASSWORD_CHARS, postAuth } from '../session/authenticate.ts';
import settings from '../settings/settings.module.css';
import { sessionsKey } from './queries.ts';

export function Password() {
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function change(data: FormData) {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      // Passwords may begin and end with a space.
      await postAuth('change-password', { currentPassword: data.get('current'), newPassword: data.get('new') });
      form.current?.reset();
      await queryClient.invalidateQueries({ queryKey: sessionsKey });
      notify({ title: 'Password changed', text: 'You were signed out everywhere else.' });
    } catch (error) {
      setFailure(describeAuthError(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card title="Password">
      <form
        ref={form}
        className={settings.body}
        onSubmit={(event) => {
          event.preventDefault();
          void change(new FormData(event.currentTarget));
        }}
      >
        <div className={settings.narrow}>
          <TextField label="Current password" name="current" type="password" autoComplete="current-password" required />
        </div>
        <div className={settings.narrow}>
          <TextField
            label="New password"
            name="new"
            type="password"
            autoComplete="new-password"
            minLength={MIN_PASSWORD_CHARS}
            required
            note={`At least ${MIN_PASSWORD_CHARS} characters. It signs you out everywhere else.`}
          />
        </div>
        {failure && <Notice tone="danger">{failure}</Notice>}
        <div className={settings.actions}>
          <Button type="submit" aria-disabled={busy}>
            Change password
          </Button>
        </div>
      </form>
    </Card>
  );
}
