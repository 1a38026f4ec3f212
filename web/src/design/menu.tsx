/**
 * Menus that open from a button. A page has many and few are ever opened, so until then each is only its button: what a menu
 * is made of is fetched when a pointer or the focus comes near, and drawn at the first press.
 */
import type { ReactElement, ReactNode } from 'react';
import { cloneElement, useState } from 'react';
import { fetchAhead } from '../api/lazy-files.ts';
import type * as MenuParts from './menu-parts.tsx';
import { notify } from './toast.tsx';

export interface MenuProps {
  /** A button. */
  trigger: ReactElement<TriggerProps>;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'bottom' | 'top';
}

export interface MenuItemProps {
  onClick?: () => void;
  danger?: boolean;
  children: ReactNode;
  /** Another element instead, such as a router link. */
  render?: ReactElement;
}

export interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
  /** The menu closes with the choice, where one looks at what it did. */
  closes?: boolean;
}

export interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

interface TriggerProps {
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

type Parts = typeof MenuParts;
let parts: Parts | undefined;

const failed = () =>
  notify({ tone: 'danger', title: 'The menu could not be loaded', text: 'Check your connection and try again.' });

async function load(): Promise<void> {
  parts ??= await import('./menu-parts.tsx');
}

export function Menu(menu: MenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted && parts) return <parts.Menu {...menu} />;
  const nearby = () => void fetchAhead(load);
  return cloneElement(menu.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: nearby,
    onFocus: nearby,
    onClick: () => void load().then(() => setWanted(true), failed),
  });
}

/** Inside an open menu its parts are there. */
function opened(): Parts {
  if (!parts) throw new Error('A part of a menu was drawn outside of one.');
  return parts;
}

export function MenuItem(item: MenuItemProps) {
  const { MenuItem: Item } = opened();
  return <Item {...item} />;
}

/** One choice of several; the chosen one carries a tick. */
export function MenuChoice<T extends string>(choice: MenuChoiceProps<T>) {
  const { MenuChoice: Choice } = opened();
  return <Choice {...choice} />;
}

/** Chosen or not, beside others; the menu stays open. */
export function MenuCheck(check: MenuCheckProps) {
  const { MenuCheck: Check } = opened();
  return <Check {...check} />;
}

export function MenuSeparator() {
  const { MenuSeparator: Separator } = opened();
  return <Separator />;
}

export function MenuText({ children }: { children: ReactNode }) {
  const { MenuText: Text } = opened();
  return <Text>{children}</Text>;
}
