/** What can be done with a second factor that is on: turn it off, or make new backup codes. */
import { FormDialog } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { postAuth } from '../session/authenticate.ts';
import { useRefreshSession } from '../session/refresh.ts';
import settings from '../settings/settings.module.css';
import { inWords, PasswordField } from './second-factor-setup.tsx';

interface DialogState {
  open: boolean;
  onClose: () => void;
}

export function DisableDialog({ open, onClose }: DialogState) {
  const refresh = useRefreshSession();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Turn the second factor off?"
      verb="Turn off"
      danger
      submit={async (data) => {
        await inWords(postAuth('two-factor/disable', { password: data.get('password') }));
        await refresh();
        onClose();
        notify({ title: 'The second factor is off' });
      }}
    >
      <p className={settings.lead}>Your password alone opens the account then.</p>
      <PasswordField />
    </FormDialog>
  );
}

export function NewCodesDialog({ open, onClose, onMade }: DialogState & { onMade: (codes: string[]) => void }) {
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Make new backup codes"
      verb="Make new codes"
      submit={async (data) => {
        const body = { password: data.get('password') };
        const { backupCodes } = await inWords(
          postAuth<{ backupCodes: string[] }>('two-factor/generate-backup-codes', body),
        );
        onMade(backupCodes);
      }}
    >
      <p className={settings.lead}>The old ones stop working.</p>
      <PasswordField />
    </FormDialog>
  );
}
