/** Signing in without typing anything: the browser shows the passkeys it has for this site. */
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { describeAuthError } from './authenticate.ts';
import styles from './auth-page.module.css';
import { PASSKEYS_POSSIBLE, signInWithPasskey } from './passkey.ts';

export function PasskeyButton({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!PASSKEYS_POSSIBLE) return null;

  async function signIn() {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await signInWithPasskey();
      await onSignedIn();
    } catch (error) {
      setFailure(describeAuthError(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={styles.form}>
      {failure && <Notice tone="danger">{failure}</Notice>}
      <Button wide className={styles.submit} aria-disabled={busy} onClick={() => void signIn()}>
        <KeyRound size={14} aria-hidden />
        {busy ? 'One moment…' : 'Use a passkey'}
      </Button>
    </div>
  );
}
