/** Backup codes, shown this once. */
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../design/dialog.tsx';
import { Notice } from '../design/notice.tsx';
import styles from './account.module.css';

export function BackupCodesDialog({ codes, onClose }: { codes: string[] | undefined; onClose: () => void }) {
  return (
    <Dialog open={codes !== undefined} onClose={onClose} title="Keep these backup codes">
      <DialogBody>
        <Notice tone="warn">
          Each one signs you in once when your app is not at hand. They cannot be shown again: keep them where you keep
          passwords.
        </Notice>
        <ul className={styles.codes} aria-label="Backup codes">
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </DialogBody>
      <DialogFoot>
        <CopyButton text={codes?.join('\n') ?? ''} what="backup codes" labelled />
        <Button look="primary" onClick={onClose}>
          I have kept them
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
