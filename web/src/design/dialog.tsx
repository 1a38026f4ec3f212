/** Dialogs: focus is held inside, Esc closes, and on phones they are sheets. */
import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonClass } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, children }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup}>
          <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
          {children}
          {/* Last in order, so that the first field gets the focus. */}
          <BaseDialog.Close
            className={buttonClass({ look: 'ghost', size: 'small', icon: true }, styles.close)}
            aria-label="Close"
          >
            <X size={16} aria-hidden />
          </BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>;
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** The verb on the button that does it. */
  verb: string;
  onConfirm: () => void;
  error?: ReactNode;
}

/** Asks before something that cannot be taken back. The safe button has the focus. */
export function ConfirmDialog({ open, onClose, title, children, verb, onConfirm, error }: ConfirmProps) {
  return (
    <BaseAlert.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseAlert.Portal>
        <BaseAlert.Backdrop className={styles.backdrop} />
        <BaseAlert.Popup className={styles.popup}>
          <BaseAlert.Title className={styles.title}>{title}</BaseAlert.Title>
          <div className={styles.body}>
            <BaseAlert.Description className={styles.text}>{children}</BaseAlert.Description>
            {error}
          </div>
          <div className={styles.foot}>
            <BaseAlert.Close className={buttonClass({ look: 'secondary' })}>Cancel</BaseAlert.Close>
            <Button look="danger" onClick={onConfirm}>
              {verb}
            </Button>
          </div>
        </BaseAlert.Popup>
      </BaseAlert.Portal>
    </BaseAlert.Root>
  );
}
