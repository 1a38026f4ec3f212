/** A key on the keyboard, as a hint; hidden from screen readers, which hear `aria-keyshortcuts` instead. */
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './kbd.module.css';

export function Kbd({ children, onAccent }: { children: ReactNode; onAccent?: boolean }) {
  return (
    <kbd aria-hidden className={classNames(styles.kbd, onAccent && styles.onAccent)}>
      {children}
    </kbd>
  );
}
