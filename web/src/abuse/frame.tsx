/** The frame of the desk's pages: it belongs to the instance, not to a workspace. */
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import account from '../account/account.module.css';
import { buttonClass } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { ToastProvider } from '../design/toast.tsx';
import styles from './abuse.module.css';

export function DeskFrame({ title, within, children }: { title: string; within?: boolean; children: ReactNode }) {
  return (
    <ToastProvider>
      <main id="content" className={classNames(account.page, styles.page)}>
        <title>{`${title} · Hopline`}</title>
        <header className={account.head}>
          <h1 className={classNames(account.title, styles.title)}>{title}</h1>
          {within ? (
            <Link to="/abuse" search={{}} className={buttonClass({})}>
              <ArrowLeft size={14} aria-hidden />
              All cases
            </Link>
          ) : (
            <Link to="/" className={buttonClass({})}>
              <ArrowLeft size={14} aria-hidden />
              Back to the app
            </Link>
          )}
        </header>
        {children}
      </main>
    </ToastProvider>
  );
}
