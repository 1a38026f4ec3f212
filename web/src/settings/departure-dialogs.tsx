/** Asking once more before a workspace is left, handed over or deleted. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { useConfirmByName } from '../design/confirm-by-name.tsx';
import { SelectField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useRefreshSession } from '../session/refresh.ts';
import { sessionQuery } from '../session/session.ts';
import { useSessionUser } from '../session/use-session.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { membersQuery } from './queries.ts';
import styles from './settings.module.css';

interface DialogState {
  open: boolean;
  onClose: () => void;
}

export function LeaveDialog({ open, onClose }: DialogState) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const router = useRouter();
  const param = { workspaceId: workspace.id };
  const leave = useChange(async () => apiFor(workspace.id).workspaces[':workspaceId'].leave.$post({ param }));

  async function confirm() {
    onClose();
    if (!(await attempt('You are still a member', () => leave.mutateAsync(undefined)))) return;
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await router.navigate({ to: '/' });
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Leave ${workspace.name}?`}
      verb="Leave"
      onConfirm={() => void confirm()}
    >
      Your tokens of this workspace stop at once. To come back, somebody has to invite you again.
    </ConfirmDialog>
  );
}

export function TransferDialog({ open, onClose }: DialogState) {
  const workspace = useWorkspace();
  const me = useSessionUser();
  const refresh = useRefreshSession();
  const members = useQuery({ ...membersQuery(workspace.id), enabled: open });
  const others = (members.data ?? []).filter((member) => member.userId !== me.id);
  const transfer = useChange(
    async (userId: string) =>
      apiFor(workspace.id).workspaces[':workspaceId'].transfer.$post({
        param: { workspaceId: workspace.id },
        json: { userId },
      }),
    ['members', workspace.id],
    ['permissions', workspace.id],
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Hand the workspace over"
      verb="Hand over"
      danger
      submit={async (data) => {
        await transfer.mutateAsync(textOf(data, 'userId'));
        await refresh();
        onClose();
        notify({ title: 'Handed over', text: 'You are an admin now.' });
      }}
    >
      <p className={styles.lead}>Only the new owner can give it back to you. Both of you are told by mail.</p>
      {members.data && others.length === 0 ? (
        <p className={styles.lead}>Nobody else is a member yet: invite the new owner first.</p>
      ) : (
        <SelectField
          label="New owner"
          name="userId"
          required
          choices={others.map(({ userId, name, email }) => ({ value: userId, label: `${name} (${email})` }))}
        />
      )}
    </FormDialog>
  );
}

export function DeleteDialog({ open, onClose }: DialogState) {
  const workspace = useWorkspace();
  const refresh = useRefreshSession();
  const byName = useConfirmByName(workspace.slug);
  const deletion = useChange(async () =>
    apiFor(workspace.id).workspaces[':workspaceId'].$delete({ param: { workspaceId: workspace.id } }),
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Delete ${workspace.name}?`}
      verb="Delete workspace"
      danger
      submit={async (form) => {
        if (!byName.isConfirmed(form)) return;
        await deletion.mutateAsync(undefined);
        onClose();
        await refresh();
      }}
    >
      <p className={styles.lead}>
        For 14 days its links go on redirecting, nothing can be changed, and you can keep it after all. Then its links,
        members, tokens and settings are removed for good.
      </p>
      {byName.field}
    </FormDialog>
  );
}
