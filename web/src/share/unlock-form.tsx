/** Asks for the password of a public page. */
import { Lock } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { unlock } from './queries.ts';
import styles from './shared-page.module.css';

const WRONG = 'This is not the password of the page.';

export function UnlockForm({ shareKey, onUnlock }: { shareKey: string; onUnlock: (token: string) => void }) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = textOf(new FormData(event.currentTarget), 'password');
    if (busy) return;
    if (!password) return setError('Type the password.');
    setBusy(true);
    try {
      onUnlock(await unlock(shareKey, password));
    } catch (refused) {
      setError(refused instanceof ApiError ? (refused.status === 403 ? WRONG : refused.message) : 'Try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.unlock} onSubmit={(event) => void onSubmit(event)} noValidate>
      <span className={styles.lock} aria-hidden>
        <Lock size={18} />
      </span>
      <h1 className={styles.title}>These figures have a password</h1>
      <p className={styles.text}>Whoever sent you the address knows it.</p>
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={error}
      />
      <Button type="submit" look="primary" wide aria-disabled={busy}>
        {busy ? 'One moment…' : 'Show the figures'}
      </Button>
    </form>
  );
}
