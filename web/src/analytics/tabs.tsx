/** Tabs in the head of a card. Arrow keys go from one to the next. */
import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

interface TabbedCardProps<Name extends string> {
  /** What the card is about, for those who hear it. */
  title: string;
  tabs: readonly { name: Name; label: string }[];
  value: Name;
  onChange: (name: Name) => void;
  aside?: ReactNode;
  children: ReactNode;
}

export function TabbedCard<Name extends string>(props: TabbedCardProps<Name>) {
  const { title, tabs, value, onChange, aside, children } = props;
  return (
    <BaseTabs.Root
      render={<section aria-label={title} />}
      className={styles.card}
      value={value}
      onValueChange={onChange}
    >
      <header className={styles.head}>
        <h2 className="visually-hidden">{title}</h2>
        <BaseTabs.List className={styles.list} aria-label={title} activateOnFocus>
          {tabs.map(({ name, label }) => (
            <BaseTabs.Tab key={name} value={name} className={styles.tab}>
              {label}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      <BaseTabs.Panel value={value} className={styles.panel} tabIndex={-1}>
        {children}
      </BaseTabs.Panel>
    </BaseTabs.Root>
  );
}
