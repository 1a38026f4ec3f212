/** Setting up the second factor: the password, then the app's first code. */
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { describeAuthError, postAuth } from '../session/authenticate.ts';
import { useRefreshSession } from '../session/refresh.ts';
import settings from '../settings/settings.module.css';
import { QrCode } from './qr-code.tsx';

interface Setup {
  totpURI: string;
  backupCodes: string[];
}

interface EnableProps {
  open: boolean;
  onClose: () => void;
  onEnabled: (backupCodes: string[]) => void;
}

export function EnableDialog({ open, onClose, onEnabled }: EnableProps) {
  const refresh = useRefreshSession();
  const [setup, setSetup] = useState<Setup>();
  const close = () => {
    setSetup(undefined);
    onClose();
  };

  async function submit(data: FormData) {
    if (!setup)
      return setSetup(await inWords(postAuth<Setup>('two-factor/enable', { password: data.get('password') })));
    await inWords(postAuth('two-factor/verify-totp', { code: textOf(data, 'code').replaceAll(/\s/g, '') }));
    await refresh();
    setSetup(undefined);
    onEnabled(setup.backupCodes);
  }

  return (
    <FormDialog
      open={open}
      onClose={close}
      title="Set up a second factor"
      verb={setup ? 'Turn on' : 'Continue'}
      submit={submit}
    >
      {setup ? <FirstCode totpUri={setup.totpURI} /> : <PasswordField />}
    </FormDialog>
  );
}

export function PasswordField() {
  return <TextField label="Your password" name="password" type="password" autoComplete="current-password" required />;
}

function FirstCode({ totpUri }: { totpUri: string }) {
  const code = useRef<HTMLInputElement>(null);
  // The password field, which had the focus, is gone.
  useEffect(() => code.current?.focus(), []);
  const secret = new URL(totpUri).searchParams.get('secret') ?? '';
  return (
    <>
      <p className={settings.lead}>Scan this with your authenticator app, or type the key into it.</p>
      <QrCode text={totpUri} label="QR code of the key" />
      <TextField label="Key" value={secret} readOnly onFocus={(event) => event.currentTarget.select()} />
      <TextField
        label="Code the app shows now"
        name="code"
        ref={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        className="figures"
        required
      />
    </>
  );
}

/** The dialog shows the sentence of an `ApiError`: the auth service's short answers become ours. */
export async function inWords<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.code, error.status, describeAuthError(error), { cause: error });
  }
}
