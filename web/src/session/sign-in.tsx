/** Sign in with e-mail and password, and with a second factor where the account has one; or with a passkey alone. */
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../design/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { type Entry, signIn } from './authenticate.ts';
import { CheckMail } from './check-mail.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { pendingEmail } from './pending-invitation.ts';
import { SecondFactor } from './second-factor.tsx';
import { useEnter } from './use-enter.ts';

export function SignIn() {
  const search = useSearch({ from: '/guest' });
  const enter = useEnter();
  const [entry, setEntry] = useState<Entry>('in');
  const [email, setEmail] = useState(pendingEmail);

  if (entry === 'second-factor') return <SecondFactor onBack={() => setEntry('in')} />;
  if (entry === 'mail') return <CheckMail email={email} onBack={() => setEntry('in')} />;
  return (
    <AuthFrame
      title="Sign in"
      text="Your links, and every click on them."
      other={
        <>
          No account yet?{' '}
          <Link to="/sign-up" search={search}>
            Create one
          </Link>
        </>
      }
    >
      <AuthForm
        verb="Sign in"
        submit={async (field) => {
          setEmail(field('email'));
          const next = await signIn({ email: field('email'), password: field('password') });
          if (next === 'in') await enter();
          else setEntry(next);
        }}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required defaultValue={email} />
        <div className={styles.withLink}>
          <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
          <Link to="/forgot-password" className={styles.aside}>
            Forgot password?
          </Link>
        </div>
      </AuthForm>
      <PasskeyButton onSignedIn={enter} />
    </AuthFrame>
  );
}
