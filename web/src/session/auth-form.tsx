/** One form, one button: what every page before the app asks for. */
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { describeAuthError } from './authenticate.ts';
import styles from './auth-page.module.css';

export type ReadField = (name: string) => string;

interface AuthFormProps {
  verb: string;
  /** Sends the form; throws what `describeAuthError` can explain. */
  submit: (field: ReadField) => Promise<void>;
  children: ReactNode;
  /** Stands above the fields. */
  note?: ReactNode;
}

export function AuthForm({ verb, submit, children, note }: AuthFormProps) {
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  // Typing can begin at once; on touch screens the keyboard would cover the page unasked.
  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches) return;
    const inputs = [...(form.current?.querySelectorAll('input') ?? [])];
    (inputs.find((input) => input.value === '') ?? inputs[0])?.focus();
  }, []);

  async function send(data: FormData) {
    setBusy(true);
    setFailure(undefined);
    try {
      await submit((name) => {
        const value = data.get(name);
        return typeof value === 'string' ? value : '';
      });
    } catch (error) {
      setFailure(describeAuthError(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send(new FormData(event.currentTarget));
      }}
    >
      {note}
      {children}
      {failure && <Notice tone="danger">{failure}</Notice>}
      <Button type="submit" look="primary" wide className={styles.submit} aria-disabled={busy}>
        {busy ? 'One moment…' : verb}
      </Button>
    </form>
  );
}
