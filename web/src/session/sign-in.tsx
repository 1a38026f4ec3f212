/** Sign in with e-mail and password. */
import { Link, useSearch } from '@tanstack/react-router';
import { TextField } from '../design/field.tsx';
import { AuthPage } from './auth-page.tsx';
import { signIn } from './authenticate.ts';

export function SignIn() {
  const search = useSearch({ from: '/guest' });
  return (
    <AuthPage
      title="Sign in"
      text="Your links, and every click on them."
      verb="Sign in"
      submit={(field) => signIn({ email: field('email'), password: field('password') })}
      other={
        <>
          No account yet?{' '}
          <Link to="/sign-up" search={search}>
            Create one
          </Link>
        </>
      }
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
    </AuthPage>
  );
}
