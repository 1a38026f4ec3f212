/** An invitation from a mail: what it is to, by whom, and the way in. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/error.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { useSecret } from './fragment.ts';
import { AcceptButton, SignOutButton } from './invitation-answer.tsx';
import { previewInvitation } from './invitations.ts';
import { keepPending, readPending } from './pending-invitation.ts';
import { sessionQuery } from './session.ts';

const TITLE = 'You are invited';
const toSignIn = { next: '/invitation' };

export function Invitation() {
  const secret = useSecret();
  const token = secret || (readPending()?.token ?? '');
  const session = useQuery(sessionQuery);
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => previewInvitation(token),
    enabled: token !== '',
  });
  if (token === '') return <Refused text="This address is not complete. Open the link in the mail again." />;
  if (preview.isError) {
    const { error } = preview;
    const passing = error instanceof ApiError && error.passing;
    return <Refused text={wordsOf(error)} {...(passing && { onRetry: () => void preview.refetch() })} />;
  }
  if (!preview.data || session.isPending) return <Waiting />;
  const { workspace, role, email, inviter } = preview.data;
  const me = session.data?.user;
  return (
    <AuthFrame
      title={`Join ${workspace.name}`}
      text={
        <>
          {inviter || 'Somebody'} invites <strong>{email}</strong> to the workspace {workspace.name} as {role}.
        </>
      }
    >
      {!me ? (
        <Doors onLeave={() => keepPending({ token, email })} />
      ) : me.email.toLowerCase() === email.toLowerCase() ? (
        <AcceptButton token={token} workspace={workspace.name} />
      ) : (
        <Notice tone="warn" actions={<SignOutButton onSignedOut={() => keepPending({ token, email })} />}>
          You are signed in as {me.email}. It can be accepted with {email} only.
        </Notice>
      )}
    </AuthFrame>
  );
}

function Doors({ onLeave }: { onLeave: () => void }) {
  return (
    <div className={styles.form}>
      <Link
        to="/sign-up"
        search={toSignIn}
        onClick={onLeave}
        className={buttonClass({ look: 'primary', wide: true }, styles.submit)}
      >
        Create an account
      </Link>
      <Link to="/sign-in" search={toSignIn} onClick={onLeave} className={buttonClass({ wide: true }, styles.submit)}>
        I have an account
      </Link>
    </div>
  );
}

function Refused({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <AuthFrame title={TITLE} text="To a workspace on Hopline." other={<Link to="/">Go to Hopline</Link>}>
      <Notice tone="danger">{text}</Notice>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </AuthFrame>
  );
}

function Waiting(): ReactNode {
  return (
    <AuthFrame title={TITLE} text={<Skeleton width={280} height={16} />}>
      <div role="status">
        <span className="visually-hidden">Loading the invitation</span>
        <Skeleton height={36} radius={6} />
      </div>
    </AuthFrame>
  );
}

function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.';
}
