/** The second factor: off, being set up, or on. */
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { useSessionUser } from '../session/use-session.ts';
import settings from '../settings/settings.module.css';
import { BackupCodesDialog } from './backup-codes.tsx';
import { DisableDialog, NewCodesDialog } from './second-factor-change.tsx';
import { EnableDialog } from './second-factor-setup.tsx';

type Doing = 'enable' | 'disable' | 'codes';

export function SecondFactorCard() {
  const { twoFactorEnabled: on } = useSessionUser();
  const [doing, setDoing] = useState<Doing>();
  const [codes, setCodes] = useState<string[]>();
  const done = () => setDoing(undefined);
  const show = (made: string[]) => {
    done();
    setCodes(made);
  };
  return (
    <Card title="Second factor">
      <div className={settings.row}>
        <div className={settings.words}>
          <p className={settings.name}>
            Authenticator app <span className={settings.badge}>{on ? 'On' : 'Off'}</span>
          </p>
          <p className={settings.detail}>
            {on
              ? 'Signing in takes your password and a code of your app, or a backup code.'
              : 'With a code of an app on your phone, a stolen password alone opens nothing.'}
          </p>
        </div>
        {on ? (
          <div className={settings.actions}>
            <Button onClick={() => setDoing('codes')}>New backup codes…</Button>
            <Button onClick={() => setDoing('disable')}>Turn off…</Button>
          </div>
        ) : (
          <Button look="primary" onClick={() => setDoing('enable')}>
            Set up…
          </Button>
        )}
      </div>
      <EnableDialog open={doing === 'enable'} onClose={done} onEnabled={show} />
      <DisableDialog open={doing === 'disable'} onClose={done} />
      <NewCodesDialog open={doing === 'codes'} onClose={done} onMade={show} />
      <BackupCodesDialog codes={codes} onClose={() => setCodes(undefined)} />
    </Card>
  );
}
