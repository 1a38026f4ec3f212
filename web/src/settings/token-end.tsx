/** The two ends of a secret: replaced by a new one, or gone. */
import type { CreatedToken, WireToken } from '#core/token/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { SelectField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './settings.module.css';

const GRACES = [
  { value: '0', label: 'Stops at once' },
  { value: '3600', label: 'Works for another hour' },
  { value: '86400', label: 'Works for another day' },
];

interface RotateProps {
  token: WireToken | undefined;
  onClose: () => void;
  onRotated: (token: CreatedToken) => void;
}

export function RotateDialog({ token, onClose, onRotated }: RotateProps) {
  const { id: workspaceId } = useWorkspace();
  const rotate = useChange(
    async ({ id, graceSeconds }: { id: string; graceSeconds: number }) =>
      (await apiFor(workspaceId).tokens[':id'].rotate.$post({ param: { id }, json: { graceSeconds } })).json(),
    ['tokens', workspaceId],
  );
  return (
    <FormDialog
      open={token !== undefined}
      onClose={onClose}
      title={`Rotate ${token?.name ?? ''}`}
      verb="Make a new secret"
      submit={async (data) => {
        if (token) onRotated(await rotate.mutateAsync({ id: token.id, graceSeconds: Number(textOf(data, 'grace')) }));
      }}
    >
      <p className={styles.lead}>The token gets a new secret; name, scopes and expiry stay.</p>
      <SelectField label="The old secret" name="grace" choices={GRACES} />
    </FormDialog>
  );
}

export function RevokeDialog({ token, onClose }: { token: WireToken | undefined; onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const revoke = useChange(
    async (id: string) => apiFor(workspaceId).tokens[':id'].$delete({ param: { id } }),
    ['tokens', workspaceId],
  );

  async function confirm() {
    onClose();
    if (!token) return;
    if (await attempt(`${token.name} was not revoked`, () => revoke.mutateAsync(token.id)))
      notify({ title: `${token.name} was revoked` });
  }

  return (
    <ConfirmDialog
      open={token !== undefined}
      onClose={onClose}
      title={`Revoke ${token?.name ?? ''}?`}
      verb="Revoke"
      onConfirm={() => void confirm()}
    >
      Its next request is refused. Programs that still use it stop working. This cannot be undone.
    </ConfirmDialog>
  );
}
