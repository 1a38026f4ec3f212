/** A few settings that are saved together: what is refused stands under them, and nothing typed is lost. */
import { type ReactNode, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import styles from './settings.module.css';

interface SaveFormProps {
  /** Without it there is nothing to save with: the fields are only read. */
  canChange: boolean;
  /** Whether what is typed differs from what is kept. */
  changed: boolean;
  /** Throws what was refused. */
  save: () => Promise<unknown>;
  /** Goes back to what is kept. */
  onDiscard: () => void;
  /** The title of the toast. */
  saved: string;
  children: ReactNode;
}

export function SaveForm({ canChange, changed, save, onDiscard, saved, children }: SaveFormProps) {
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    setFailure(undefined);
    try {
      await save();
      notify({ title: saved });
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={styles.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !busy) void submit();
      }}
    >
      {children}
      {failure && <Notice tone="danger">{failure}</Notice>}
      {canChange && (
        <div className={styles.actions}>
          <Button type="submit" look="primary" disabled={!changed} aria-disabled={busy}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
          {changed && !busy && (
            <Button
              look="ghost"
              onClick={() => {
                setFailure(undefined);
                onDiscard();
              }}
            >
              Discard
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
