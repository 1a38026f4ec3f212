/** Make an account. */
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../design/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { signUp } from './authenticate.ts';
import { CheckMail } from './check-mail.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { pendingEmail } from './pending-invitation.ts';
import { useEnter } from './use-enter.ts';

export function SignUp() {
  const search = useSearch({ from: '/guest' });
  const enter = useEnter();
  const [mailed, setMailed] = useState<string>();

  if (mailed !== undefined) return <CheckMail email={mailed} onBack={() => setMailed(undefined)} />;
  return (
    <AuthFrame
      title="Create your account"
      text="Short links whose every click is counted, once."
      other={
        <>
          Have an account?{' '}
          <Link to="/sign-in" search={search}>
            Sign in
          </Link>
        </>
      }
    >
      <AuthForm
        verb="Create account"
        submit={async (field) => {
          const email = field('email');
          const next = await signUp({ name: field('name'), email, password: field('password') });
          if (next === 'in') await enter();
          else setMailed(email);
        }}
      >
        <TextField label="Name" name="name" autoComplete="name" required />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={pendingEmail()}
        />
        <NewPasswordField />
      </AuthForm>
    </AuthFrame>
  );
}
