/** One member: who they are, what they may do, and how they go. */
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { memberSchema } from '#core/member/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useSessionUser } from '../session/use-session.ts';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { type GivenRole, isGivenRole, ROLE_CHOICES, ROLE_NAMES } from './roles.ts';
import styles from './settings.module.css';
import selectStyles from './role-select.module.css';

type Member = z.infer<typeof memberSchema>;

export function MemberRow({ member, canChange }: { member: Member; canChange: boolean }) {
  const me = useSessionUser();
  const [leaving, setLeaving] = useState(false);
  const isMe = member.userId === me.id;
  const changeable = canChange && !isMe && member.role !== 'owner';
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>
          {member.name || member.email}
          {isMe && <span className={styles.badge}>You</span>}
        </p>
        <p className={styles.detail}>
          {member.email} · <Ago at={member.createdAt} prefix="joined " />
        </p>
      </div>
      <div className={styles.side}>
        {changeable ? <RoleSelect member={member} /> : <span className={styles.detail}>{ROLE_NAMES[member.role]}</span>}
        {changeable && (
          <Button
            size="small"
            look="ghost"
            icon
            aria-label={`Remove ${member.name || member.email}`}
            onClick={() => setLeaving(true)}
          >
            <UserMinus size={15} aria-hidden />
          </Button>
        )}
      </div>
      <RemoveDialog member={member} open={leaving} onClose={() => setLeaving(false)} />
    </li>
  );
}

function RoleSelect({ member }: { member: Member }) {
  const { id } = useWorkspace();
  const change = useChange(
    async (role: GivenRole) =>
      apiFor(id).members[':userId'].$patch({ param: { userId: member.userId }, json: { role } }),
    ['members', id],
  );
  const name = member.name || member.email;

  async function choose(role: string) {
    if (!isGivenRole(role) || change.isPending) return;
    const done = await attempt(`${name} keeps the old role`, () => change.mutateAsync(role));
    if (done) notify({ title: `${name} is ${ROLE_NAMES[role].toLowerCase()} now` });
  }

  return (
    <select
      className={selectStyles.select}
      aria-label={`Role of ${name}`}
      // The new role shows while it is being saved, and goes back when it is refused.
      value={change.isPending ? change.variables : member.role}
      onChange={(event) => void choose(event.target.value)}
    >
      {ROLE_CHOICES.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function RemoveDialog({ member, open, onClose }: { member: Member; open: boolean; onClose: () => void }) {
  const { id, name: workspace } = useWorkspace();
  const name = member.name || member.email;
  const removal = useChange(
    async () => apiFor(id).members[':userId'].$delete({ param: { userId: member.userId } }),
    ['members', id],
    ['tokens', id],
  );

  async function confirm() {
    onClose();
    if (await attempt(`${name} was not removed`, () => removal.mutateAsync(undefined)))
      notify({ title: `${name} was removed`, text: 'Their tokens of this workspace stopped, too.' });
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Remove ${name}?`}
      verb="Remove"
      onConfirm={() => void confirm()}
    >
      They are out of {workspace} with their next request, and their tokens of it stop for good. What they made stays.
    </ConfirmDialog>
  );
}
