/** A page: its title, how live it is, its actions, and its name in the browser's tab. */
import type { ReactNode } from 'react';
import { LivePill } from '../live/live-pill.tsx';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** Stands after the title, in what the head has left. */
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, beside, actions, children }: PageProps) {
  return (
    <div className={styles.page}>
      <title>{`${title} · Hopline`}</title>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <LivePill />
        {beside}
        {actions && <div className={styles.aside}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
