/** A new secret, shown this once. */
import type { CreatedToken } from '#core/token/wire.ts';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';

export function TokenSecret({ token, onClose }: { token: CreatedToken | undefined; onClose: () => void }) {
  return (
    <Dialog open={token !== undefined} onClose={onClose} title="Keep this token now">
      <DialogBody>
        {token?.kind === 'secret' && (
          <Notice tone="warn">It cannot be shown again. Put it where your program reads its secrets.</Notice>
        )}
        <TextField
          label={token?.name ?? 'Token'}
          value={token?.token ?? ''}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      </DialogBody>
      <DialogFoot>
        <CopyButton text={token?.token ?? ''} what="token" labelled />
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
