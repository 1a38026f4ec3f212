/** Make an account. */
import { Link, useSearch } from '@tanstack/react-router';
import { TextField } from '../design/field.tsx';
import { AuthPage } from './auth-page.tsx';
import { signUp } from './authenticate.ts';

/** The auth service refuses shorter ones. */
const MIN_PASSWORD_CHARS = 8;

export function SignUp() {
  const search = useSearch({ from: '/guest' });
  return (
    <AuthPage
      title="Create your account"
      text="Short links whose every click is counted, once."
      verb="Create account"
      submit={(field) =>
        signUp({
          name: field('name'),
          email: field('email'),
          password: field('password'),
        })
      }
      other={
        <>
          Have an account?{' '}
          <Link to="/sign-in" search={search}>
            Sign in
          </Link>
        </>
      }
    >
      <TextField label="Name" name="name" autoComplete="name" required />
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={MIN_PASSWORD_CHARS}
        required
        note={`At least ${MIN_PASSWORD_CHARS} characters.`}
      />
    </AuthPage>
  );
}
