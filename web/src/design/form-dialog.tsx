/** A dialog that asks for a few things and does one: what is wrong stands in it, and nothing typed is lost. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ApiError } from '../api/error.ts';
import { Button } from './button.tsx';
import { Dialog, DialogBody, DialogFoot } from './dialog.tsx';
import styles from './dialog.module.css';
import { useSubmitByKeys } from './use-submit-by-keys.ts';
import { Notice } from './notice.tsx';

interface FormDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  verb: string;
  danger?: boolean;
  /** Closes the dialog by itself where it should; throws what was refused. */
  submit: (data: FormData) => Promise<void>;
  children: ReactNode;
}

export function FormDialog({ open, onClose, title, ...form }: FormDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <Form onClose={onClose} {...form} />
    </Dialog>
  );
}

function Form({ onClose, verb, danger, submit, children }: Omit<FormDialogProps, 'open' | 'title'>) {
  const keys = useSubmitByKeys();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function send(data: FormData) {
    setBusy(true);
    setFailure(undefined);
    try {
      await submit(data);
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={styles.form}
      ref={keys}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send(new FormData(event.currentTarget));
      }}
    >
      <DialogBody>
        {children}
        {failure && <Notice tone="danger">{failure}</Notice>}
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look={danger ? 'danger' : 'primary'} aria-disabled={busy}>
          {busy ? 'One moment…' : verb}
        </Button>
      </DialogFoot>
    </form>
  );
}

/** The text of a field; empty when there is none. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
