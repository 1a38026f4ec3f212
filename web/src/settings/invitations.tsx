/** Invitations that wait: sent again, or taken back. */
import { useQuery } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import type { z } from 'zod';
import type { invitationSchema } from '#core/invitation/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { invitationsQuery } from './queries.ts';
import { ROLE_NAMES } from './roles.ts';
import styles from './settings.module.css';

type Invitation = z.infer<typeof invitationSchema>;

export function Invitations({ canChange }: { canChange: boolean }) {
  const invitations = useQuery(invitationsQuery(useWorkspace().id));
  return (
    <Ask query={invitations} what="the invitations" rows={1}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState compact icon={<MailPlus size={18} />} title="Nobody is waiting">
            Whom you invite gets a mail, and stands here until they have accepted.
          </EmptyState>
        ) : (
          <ul aria-label="Invitations">
            {all.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} canChange={canChange} />
            ))}
          </ul>
        )
      }
    </Ask>
  );
}

function InvitationRow({ invitation, canChange }: { invitation: Invitation; canChange: boolean }) {
  const { id: workspaceId } = useWorkspace();
  const now = useNow();
  const { email, role, expired, expiresAt } = invitation;
  const param = { id: invitation.id };
  const key = ['invitations', workspaceId];
  const resend = useChange(async () => apiFor(workspaceId).invitations[':id'].resend.$post({ param }), key);
  const revoke = useChange(async () => apiFor(workspaceId).invitations[':id'].$delete({ param }), key);

  async function sendAgain() {
    if (await attempt('The mail was not sent again', () => resend.mutateAsync(undefined)))
      notify({ title: 'Sent again', text: `The link in the new mail to ${email} replaces the old one.` });
  }

  async function takeBack() {
    if (await attempt('The invitation stays', () => revoke.mutateAsync(undefined)))
      notify({ title: 'Invitation taken back', text: `The link sent to ${email} stopped working.` });
  }

  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{email}</p>
        <p className={styles.detail}>
          {ROLE_NAMES[role]} ·{' '}
          {expired ? (
            <span className={styles.badge} data-tone="warn">
              Expired
            </span>
          ) : (
            `until ${formatDay(Date.parse(expiresAt), now)}`
          )}
        </p>
      </div>
      {canChange && (
        <div className={styles.side}>
          <Button size="small" onClick={() => void sendAgain()} aria-label={`Send again to ${email}`}>
            Send again
          </Button>
          <Button size="small" look="ghost" onClick={() => void takeBack()} aria-label={`Take back from ${email}`}>
            Take back
          </Button>
        </div>
      )}
    </li>
  );
}
