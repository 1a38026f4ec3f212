/** A webhook's new secret, shown this once, and how a receiver uses it. */
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import settings from '../settings/settings.module.css';

export interface NewSecret {
  name: string;
  secret: string;
}

export function SecretDialog({ made, onClose }: { made: NewSecret | undefined; onClose: () => void }) {
  return (
    <Dialog open={made !== undefined} onClose={onClose} title="Keep this secret now">
      <DialogBody>
        <Notice tone="warn">It cannot be shown again. Put it where your server reads its secrets.</Notice>
        <TextField
          label={`Secret of ${made?.name ?? 'the webhook'}`}
          className={settings.code}
          value={made?.secret ?? ''}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <p className={settings.lead}>
          Each delivery is signed with it: <span className={settings.code}>Dub-Signature</span> is the hex HMAC-SHA-256
          of the body, <span className={settings.code}>Hopline-Signature</span> adds the time, so that nobody can send
          an old one again.
        </p>
      </DialogBody>
      <DialogFoot>
        <CopyButton text={made?.secret ?? ''} what="secret" labelled />
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
