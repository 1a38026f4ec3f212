/** Where the link of a confirmation mail ends: the address is confirmed, or the link came too late. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { sendConfirmation } from './authenticate.ts';
import { SendAgain } from './check-mail.tsx';
import { sessionQuery } from './session.ts';

export function Confirmed() {
  const { error } = useSearch({ from: '/confirmed' });
  const session = useQuery({ ...sessionQuery, staleTime: 0 });
  if (error !== undefined) return <TooLate email={session.data?.user.email} />;
  return (
    <AuthFrame title="Thank you, that is confirmed" text="We know now that this address is yours.">
      <Link to="/" className={buttonClass({ look: 'primary', wide: true }, styles.submit)}>
        {session.data ? 'Go to your workspace' : 'Sign in'}
      </Link>
    </AuthFrame>
  );
}

function TooLate({ email }: { email: string | undefined }) {
  const [sent, setSent] = useState(false);
  const text = 'It was used before, or it is older than a day. We can send you a new one.';
  if (email !== undefined) {
    return (
      <AuthFrame title="This link does not work any more" text={text} other={<Link to="/">Go to your workspace</Link>}>
        <SendAgain email={email} />
      </AuthFrame>
    );
  }
  if (sent)
    return <AuthFrame title="Look into your mail" text="If this address waits for it, a new link is on its way." />;
  return (
    <AuthFrame title="This link does not work any more" text={text}>
      <AuthForm
        verb="Send a new link"
        submit={async (field) => {
          await sendConfirmation(field('email'));
          setSent(true);
        }}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      </AuthForm>
    </AuthFrame>
  );
}
