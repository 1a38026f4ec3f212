/** The frame of sign-in and sign-up: one form, one button, one way to the other. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Logo } from '../shell/logo.tsx';
import { describeAuthError } from './authenticate.ts';
import styles from './auth-page.module.css';
import { sessionQuery } from './session.ts';

interface AuthPageProps {
  title: string;
  text: string;
  verb: string;
  /** Sends the form; throws what `describeAuthError` can explain. */
  submit: (field: (name: string) => string) => Promise<void>;
  children: ReactNode;
  other: ReactNode;
}

export function AuthPage({ title, text, verb, submit, children, other }: AuthPageProps) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/guest' });
  const [failure, setFailure] = useState<string>();
  const page = useRef<HTMLElement>(null);
  const [busy, setBusy] = useState(false);

  // Typing can begin at once; on touch screens the keyboard would cover the page unasked.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) page.current?.querySelector('input')?.focus();
  }, []);

  async function send(form: FormData) {
    setBusy(true);
    setFailure(undefined);
    try {
      await submit((name) => {
        const value = form.get(name);
        return typeof value === 'string' ? value : '';
      });
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await router.navigate({ href: next ?? '/' });
    } catch (error) {
      setFailure(describeAuthError(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main ref={page} className={styles.page}>
      <title>{`${title} · Hopline`}</title>
      <div className={styles.panel}>
        <header className={styles.head}>
          <Logo size={36} />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{text}</p>
        </header>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void send(new FormData(event.currentTarget));
          }}
        >
          {children}
          {failure && (
            <p role="alert" className={styles.failure}>
              <CircleAlert size={15} aria-hidden />
              {failure}
            </p>
          )}
          <Button type="submit" look="primary" wide className={styles.submit} aria-disabled={busy}>
            {busy ? 'One moment…' : verb}
          </Button>
        </form>
        <p className={styles.other}>{other}</p>
      </div>
    </main>
  );
}
