/** A dialog that takes a side of the screen, or all of a phone: for work that needs room and a look at what it makes. */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { classNames } from './class-names.ts';
import dialog from './dialog.module.css';
import styles from './sheet.module.css';

interface SheetProps {
  open: boolean;
  /** Asked for by Esc, the cross, or a click beside it. */
  onClose: () => void;
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  /** For something to read beside the page, rather than work. */
  narrow?: boolean;
  children: ReactNode;
}

export function Sheet({ open, onClose, title, aside, narrow = false, children }: SheetProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={dialog.backdrop} />
        <BaseDialog.Popup className={classNames(styles.sheet, narrow && styles.narrow)}>
          <header className={styles.head}>
            <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
            {aside}
          </header>
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
