/** A page: its title, how live it is, its actions, and its name in the browser's tab. */
import type { ReactNode } from 'react';
import { LivePill } from '../live/live-pill.tsx';
import styles from './page.module.css';

export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <title>{`${title} · Hopline`}</title>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <LivePill />
        {actions && <div className={styles.aside}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
