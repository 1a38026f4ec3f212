/** The person's own page: name, look, password, passkeys, second factor, sessions, and the end of the account. */
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { buttonClass } from '../design/button.tsx';
import { ToastProvider } from '../design/toast.tsx';
import { useWorkspaces } from '../session/use-session.ts';
import { AccountEnd } from './account-end.tsx';
import { Passkeys } from './passkeys.tsx';
import { Password } from './password.tsx';
import { Person } from './person.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { Sessions } from './sessions.tsx';
import { ThemeCard } from './theme-card.tsx';
import styles from './account.module.css';

export function Account() {
  const [first] = useWorkspaces();
  return (
    <ToastProvider>
      <main id="content" className={styles.page}>
        <title>Your account · Hopline</title>
        <header className={styles.head}>
          <h1 className={styles.title}>Your account</h1>
          <Link to="/" className={buttonClass({})}>
            <ArrowLeft size={14} aria-hidden />
            {first ? 'Back to the workspace' : 'Back'}
          </Link>
        </header>
        <Person />
        <ThemeCard />
        <Password />
        <Passkeys />
        <SecondFactorCard />
        <Sessions />
        <AccountEnd />
      </main>
    </ToastProvider>
  );
}
