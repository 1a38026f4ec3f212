/** The person's passkeys: what opens the account without a password, by name; added, renamed and removed. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attempt, useChange } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { postAuth } from '../session/authenticate.ts';
import { PASSKEYS_POSSIBLE } from '../session/passkey.ts';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { AddPasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';
import { type Passkey, passkeysKey, passkeysQuery } from './queries.ts';

export function Passkeys() {
  const passkeys = useQuery(passkeysQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title="Passkeys"
      aside={
        PASSKEYS_POSSIBLE && (
          <Button size="small" onClick={() => setAdding(true)}>
            Add a passkey…
          </Button>
        )
      }
    >
      <Ask query={passkeys} what="the passkeys" rows={1}>
        {(all) =>
          all.length === 0 ? (
            <div className={settings.row}>
              <p className={settings.detail}>
                {PASSKEYS_POSSIBLE
                  ? 'A passkey opens your account with the finger, face or code your device knows. There is nothing to remember, and nothing to be stolen from us.'
                  : 'This browser does not know passkeys.'}
              </p>
            </div>
          ) : (
            <ul aria-label="Passkeys">
              {all.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </ul>
          )
        }
      </Ask>
      <AddPasskeyDialog open={adding} onClose={() => setAdding(false)} />
    </Card>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const [doing, setDoing] = useState<'rename' | 'remove'>();
  const done = () => setDoing(undefined);
  const name = passkey.name ?? 'Passkey';
  const remove = useChange(async () => postAuth('passkey/delete-passkey', { id: passkey.id }), passkeysKey);

  async function confirm() {
    done();
    if (await attempt(`${name} stays`, () => remove.mutateAsync(undefined)))
      notify({ title: `${name} was removed`, text: 'Your device may go on showing it; it opens nothing any more.' });
  }

  return (
    <li className={settings.row}>
      <div className={settings.words}>
        <p className={settings.name}>
          {name}
          {passkey.backedUp && <span className={settings.badge}>Synced</span>}
        </p>
        {passkey.createdAt && (
          <p className={settings.detail}>
            <Ago at={passkey.createdAt} prefix="added " />
          </p>
        )}
      </div>
      <div className={settings.actions}>
        <Button size="small" onClick={() => setDoing('rename')} aria-label={`Rename ${name}`}>
          Rename…
        </Button>
        <Button size="small" onClick={() => setDoing('remove')} aria-label={`Remove ${name}`}>
          Remove…
        </Button>
      </div>
      <RenamePasskeyDialog passkey={passkey} open={doing === 'rename'} onClose={done} />
      <ConfirmDialog
        open={doing === 'remove'}
        onClose={done}
        title={`Remove ${name}?`}
        verb="Remove"
        onConfirm={() => void confirm()}
      >
        It opens your account no more. Your password, and other passkeys, still do.
      </ConfirmDialog>
    </li>
  );
}
