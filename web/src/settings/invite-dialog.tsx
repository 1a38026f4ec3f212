/** Invites somebody by mail. */
import { apiFor } from '../api/client.ts';
import { useChange } from '../api/attempt.ts';
import { SelectField, TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { type GivenRole, isGivenRole, ROLE_CHOICES } from './roles.ts';

export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { id, name } = useWorkspace();
  const invite = useChange(
    async (json: { email: string; role: GivenRole }) => apiFor(id).invitations.$post({ json }),
    ['invitations', id],
    ['usage', id],
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Invite to ${name}`}
      verb="Send invitation"
      submit={async (data) => {
        const [email, role] = [textOf(data, 'email'), textOf(data, 'role')];
        await invite.mutateAsync({ email, role: isGivenRole(role) ? role : 'viewer' });
        onClose();
        notify({ title: 'Invitation sent', text: `${email} can accept it for 7 days.` });
      }}
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="off" required />
      <SelectField
        label="Role"
        name="role"
        defaultValue="editor"
        choices={ROLE_CHOICES}
        note="Editors work with links, viewers see links and reports, admins run the workspace, billing sees plan and payment."
      />
    </FormDialog>
  );
}
