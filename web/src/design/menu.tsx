/** Menus that open from a button. */
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';

export function Menu({
  trigger,
  children,
  align = 'end',
  side = 'bottom',
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'bottom' | 'top';
}) {
  // Everything on a page belongs to a landmark, menus included.
  const landmark = useRef<HTMLElement>(null);
  useEffect(() => {
    landmark.current = document.getElementById('content');
  }, []);
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal container={landmark}>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} style={{ zIndex: 30 }}>
          <BaseMenu.Popup className={styles.popup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export function MenuItem({
  onClick,
  danger,
  children,
  render,
}: {
  onClick?: () => void;
  danger?: boolean;
  children: ReactNode;
  render?: ReactElement;
}) {
  return (
    <BaseMenu.Item
      className={classNames(styles.item, danger && styles.danger)}
      {...(onClick && { onClick })}
      {...(render && { render })}
    >
      {children}
    </BaseMenu.Item>
  );
}

/** One choice of several; the chosen one carries a tick. */
export function MenuChoice<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: T;
  choices: { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
}) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={styles.label}>{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
        {choices.map((choice) => (
          <BaseMenu.RadioItem key={choice.value} value={choice.value} className={styles.item}>
            {choice.icon}
            {choice.label}
            <BaseMenu.RadioItemIndicator className={styles.tick}>
              <Check size={14} aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className={styles.separator} />;
}

export function MenuText({ children }: { children: ReactNode }) {
  return <div className={styles.who}>{children}</div>;
}
