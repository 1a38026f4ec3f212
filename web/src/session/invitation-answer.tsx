/** The two answers to an invitation: take it, or be somebody else first. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import styles from './auth-page.module.css';
import { describeAuthError, signOut } from './authenticate.ts';
import { acceptInvitation } from './invitations.ts';
import { dropPending } from './pending-invitation.ts';
import { sessionQuery } from './session.ts';

export function AcceptButton({ token, workspace }: { token: string; workspace: string }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function accept() {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const { slug } = await acceptInvitation(token);
      dropPending();
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await router.navigate({ to: '/$workspace', params: { workspace: slug }, search: {} });
    } catch (error) {
      setFailure(describeAuthError(error));
      setBusy(false);
    }
  }

  return (
    <div className={styles.form}>
      {failure && <Notice tone="danger">{failure}</Notice>}
      <Button look="primary" wide className={styles.submit} onClick={() => void accept()} aria-disabled={busy}>
        {busy ? 'One moment…' : `Join ${workspace}`}
      </Button>
    </div>
  );
}

export function SignOutButton({ onSignedOut }: { onSignedOut: () => void }) {
  const queryClient = useQueryClient();
  async function leave() {
    await signOut();
    onSignedOut();
    queryClient.setQueryData(sessionQuery.queryKey, null);
  }
  return (
    <Button size="small" onClick={() => void leave()}>
      Sign out
    </Button>
  );
}
