/** Naming a passkey: when it is made, and later. */
import { useQueryClient } from '@tanstack/react-query';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { postAuth } from '../session/authenticate.ts';
import { addPasskey } from '../session/passkey.ts';
import settings from '../settings/settings.module.css';
import { deviceOf } from './device.ts';
import { type Passkey, passkeysKey } from './queries.ts';
import { inWords } from './second-factor-setup.tsx';

/** The auth service refuses longer ones. */
const MAX_NAME_CHARS = 64;

interface DialogState {
  open: boolean;
  onClose: () => void;
}

export function AddPasskeyDialog({ open, onClose }: DialogState) {
  const client = useQueryClient();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Add a passkey"
      verb="Continue"
      submit={async (data) => {
        await inWords(addPasskey(textOf(data, 'name')));
        await client.invalidateQueries({ queryKey: passkeysKey });
        onClose();
        notify({ title: 'Passkey added', text: 'From now on you can sign in with it.' });
      }}
    >
      <p className={settings.lead}>
        Your browser asks next where to keep it: on this device, a phone or a security key.
      </p>
      <NameField name={deviceOf(navigator.userAgent)} />
    </FormDialog>
  );
}

export function RenamePasskeyDialog({ passkey, open, onClose }: DialogState & { passkey: Passkey }) {
  const client = useQueryClient();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Rename the passkey"
      verb="Rename"
      submit={async (data) => {
        await inWords(postAuth('passkey/update-passkey', { id: passkey.id, name: textOf(data, 'name') }));
        await client.invalidateQueries({ queryKey: passkeysKey });
        onClose();
      }}
    >
      <NameField name={passkey.name ?? ''} />
    </FormDialog>
  );
}

function NameField({ name }: { name: string }) {
  const note = 'So that you know it again in the list.';
  return <TextField label="Name" name="name" defaultValue={name} maxLength={MAX_NAME_CHARS} note={note} required />;
}
