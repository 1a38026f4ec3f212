/** Menus themselves: loaded when the first one is opened. */
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { classNames } from './class-names.ts';
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, MenuProps } from './menu.tsx';
import styles from './menu.module.css';

/** Opens by itself: it is drawn because somebody asked for it. */
export function Menu({ trigger, children, align = 'end', side = 'bottom' }: MenuProps) {
  // Everything on a page belongs to a landmark, menus included.
  const [landmark] = useState(() => document.getElementById('content'));
  return (
    <BaseMenu.Root defaultOpen>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal container={landmark}>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} style={{ zIndex: 30 }}>
          <BaseMenu.Popup className={styles.popup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export function MenuItem({ onClick, danger, children, render }: MenuItemProps) {
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
export function MenuChoice<T extends string>({ label, value, choices, onChange, closes = false }: MenuChoiceProps<T>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={styles.label}>{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
        {choices.map((choice) => (
          <BaseMenu.RadioItem key={choice.value} value={choice.value} className={styles.item} closeOnClick={closes}>
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

/** Chosen or not, beside others; the menu stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <BaseMenu.CheckboxItem className={styles.item} checked={checked} onCheckedChange={onChange}>
      {children}
      <BaseMenu.CheckboxItemIndicator className={styles.tick}>
        <Check size={14} aria-hidden />
      </BaseMenu.CheckboxItemIndicator>
    </BaseMenu.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className={styles.separator} />;
}

export function MenuText({ children }: { children: ReactNode }) {
  return <div className={styles.who}>{children}</div>;
}
