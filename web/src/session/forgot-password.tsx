/** Asks for a mail that sets a new password. The answer is the same whether there is an account or not. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../design/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { askForReset } from './authenticate.ts';

const backToSignIn = (
  <Link to="/sign-in" search={{}}>
    Back to sign in
  </Link>
);

export function ForgotPassword() {
  const [asked, setAsked] = useState<string>();
  if (asked !== undefined) {
    return (
      <AuthFrame
        title="Look into your mail"
        text={
          <>
            If <strong>{asked}</strong> has an account, a link to set a new password is on its way. It works once, for
            an hour.
          </>
        }
        other={backToSignIn}
      />
    );
  }
  return (
    <AuthFrame
      title="Forgot your password?"
      text="We send you a link to set a new one. Until then the old one stays."
      other={backToSignIn}
    >
      <AuthForm
        verb="Send the link"
        submit={async (field) => {
          await askForReset(field('email'));
          setAsked(field('email'));
        }}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      </AuthForm>
    </AuthFrame>
  );
}
