/** What a list is narrowed to, in a row of pills: a menu each, a toggle, and the way back to everything. On phones they are pushed along. */
import { ChevronDown, X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './filters.module.css';
import { Menu } from './menu.tsx';

interface FilterBarProps {
  /** Stands apart at the end: what is no filter, such as the order. */
  aside?: ReactNode;
  /** Absent while nothing is narrowed. */
  onClear?: (() => void) | undefined;
  children: ReactNode;
}

export function Filters({ aside, onClear, children }: FilterBarProps) {
  return (
    <div className={styles.bar}>
      <div className={styles.filters} role="group" aria-label="Filters">
        {children}
        {onClear && (
          <Button look="ghost" size="small" onClick={onClear}>
            <X size={14} aria-hidden />
            Clear
          </Button>
        )}
      </div>
      {aside}
    </div>
  );
}

interface PillProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  icon?: ReactNode;
  /** Drawn as one that narrows. */
  isSet?: boolean;
  /** Says that a list opens. */
  opens?: boolean;
}

/** A button in the row; what it is given besides goes to the element, so that menus can open from it. */
export function Pill({ icon, isSet = false, opens = false, children, ...button }: PillProps) {
  return (
    <button type="button" className={styles.filter} data-set={isSet ? '' : undefined} {...button}>
      {icon}
      <span className={styles.words}>{children}</span>
      {opens && <ChevronDown size={13} aria-hidden />}
    </button>
  );
}

/** @param chosen in words; undefined while it does not narrow. */
export function FilterMenu({
  name,
  chosen,
  children,
}: {
  name: string;
  chosen: string | undefined;
  children: ReactNode;
}) {
  const trigger = (
    <Pill opens isSet={chosen !== undefined}>
      {chosen === undefined ? name : `${name}: ${chosen}`}
    </Pill>
  );
  return (
    <Menu align="start" trigger={trigger}>
      {children}
    </Menu>
  );
}
