/** A small panel that hangs from its button: for a few fields, where a dialog would be too much. */
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import styles from './popover.module.css';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A button. */
  trigger: ReactElement;
  /** Says what the panel is for. */
  label: string;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

export function Popover({ open, onOpenChange, trigger, label, align = 'end', children }: PopoverProps) {
  // Everything on a page belongs to a landmark.
  const landmark = useRef<HTMLElement>(null);
  useEffect(() => {
    landmark.current = document.getElementById('content');
  }, []);
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal container={landmark}>
        <BasePopover.Positioner align={align} sideOffset={4} collisionPadding={12} style={{ zIndex: 30 }}>
          <BasePopover.Popup className={styles.popup} aria-label={label}>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
