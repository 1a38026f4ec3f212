/** The frame of every page before the app: the mark, a title, what it is about, and the way elsewhere. */
import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import styles from './auth-page.module.css';

export function AuthFrame({
  title,
  text,
  children,
  other,
}: {
  title: string;
  text: ReactNode;
  children?: ReactNode;
  other?: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <title>{`${title} · Hopline`}</title>
      <div className={styles.panel}>
        <header className={styles.head}>
          <Logo size={36} />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{text}</p>
        </header>
        {children}
        {other && <p className={styles.other}>{other}</p>}
      </div>
    </main>
  );
}
