/** Who belongs to the workspace, who is invited, and what each role may do. */
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { useMay } from './permissions.ts';
import { membersQuery } from './queries.ts';
import { RoleMatrix } from './role-matrix.tsx';

export function Members() {
  const workspace = useWorkspace();
  const canChange = useMay()('members.write') && workspace.deleteAt === null;
  const members = useQuery(membersQuery(workspace.id));
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <Card
        title="Members"
        aside={
          canChange && (
            <Button size="small" look="primary" onClick={() => setInviting(true)}>
              <UserPlus size={14} aria-hidden />
              Invite
            </Button>
          )
        }
      >
        <Ask query={members} what="the members">
          {(all) => (
            <ul aria-label="Members">
              {all.map((member) => (
                <MemberRow key={member.userId} member={member} canChange={canChange} />
              ))}
            </ul>
          )}
        </Ask>
      </Card>
      <Card title="Invitations">
        <Invitations canChange={canChange} />
      </Card>
      <Card title="Who may do what">
        <RoleMatrix />
      </Card>
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </>
  );
}
