/** A form that stands in a dialog beside a list: it does one thing, empties itself, and says what was refused. */
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import styles from './dialogs.module.css';

interface InlineFormProps {
  verb: string;
  /** Throws what was refused. */
  submit: (data: FormData) => Promise<void>;
  children: ReactNode;
}

export function InlineForm({ verb, submit, children }: InlineFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function send(data: FormData) {
    setBusy(true);
    setFailure(undefined);
    try {
      await submit(data);
      form.current?.reset();
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
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
      {children}
      {failure && <Notice tone="danger">{failure}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary" aria-disabled={busy}>
          {busy ? 'One moment…' : verb}
        </Button>
      </div>
    </form>
  );
}
