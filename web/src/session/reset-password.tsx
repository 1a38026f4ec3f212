/** Sets a new password, with the secret from the mail. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { resetPassword } from './authenticate.ts';
import { useSecret } from './fragment.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { sessionQuery } from './session.ts';

const askAgain = (
  <>
    The link has run out? <Link to="/forgot-password">Ask for a new one</Link>
  </>
);

export function ResetPassword() {
  const queryClient = useQueryClient();
  const token = useSecret();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <AuthFrame title="Your password is changed" text="Every device was signed out. Sign in with the new one.">
        <Link to="/sign-in" search={{}} className={buttonClass({ look: 'primary', wide: true }, styles.submit)}>
          Sign in
        </Link>
      </AuthFrame>
    );
  }
  if (token === '') {
    return (
      <AuthFrame title="Set a new password" text="For your Hopline account." other={askAgain}>
        <Notice tone="danger">This address is not complete. Open the link in the mail again, or copy all of it.</Notice>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Set a new password" text="It signs you out everywhere else." other={askAgain}>
      <AuthForm
        verb="Set password"
        submit={async (field) => {
          await resetPassword(token, field('password'));
          // All sessions ended, also the one of this browser if there was one.
          queryClient.clear();
          queryClient.setQueryData(sessionQuery.queryKey, null);
          setDone(true);
        }}
      >
        <NewPasswordField label="New password" />
      </AuthForm>
    </AuthFrame>
  );
}
