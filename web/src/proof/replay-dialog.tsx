/** Asks before a dead letter is sent again, and says what became of its events. */
import { ApiError } from '../api/error.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { countOf, formatCount } from '../format/number.ts';
import type { WireLetter } from './letters.tsx';
import { useReplayLetter } from './queries.ts';

interface ReplayDialogProps {
  workspaceId: string;
  /** Closed when absent. */
  letter: WireLetter | undefined;
  onClose: () => void;
}

export function ReplayDialog({ workspaceId, letter, onClose }: ReplayDialogProps) {
  const replay = useReplayLetter(workspaceId);

  async function confirm({ id }: WireLetter) {
    onClose();
    try {
      const { accepted, duplicates, refused } = await replay.mutateAsync(id);
      const outcome = [
        `${countOf(accepted, 'event')} counted`,
        duplicates > 0 && `${formatCount(duplicates)} had been counted before`,
        refused > 0 && `${formatCount(refused)} still must not count`,
      ];
      notify({ title: 'Letter sent again', text: `${outcome.filter(Boolean).join(', ')}.` });
    } catch (error) {
      const text = error instanceof ApiError ? error.message : 'Try again.';
      notify({ tone: 'danger', title: 'The letter was not sent', text });
    }
  }

  return (
    <ConfirmDialog
      open={letter !== undefined}
      onClose={onClose}
      title="Send this letter again?"
      verb="Send again"
      onConfirm={() => letter && void confirm(letter)}
    >
      Its {countOf(letter?.events ?? 0, 'event')} go to the ledger, which counts each of them once, however often the
      letter is sent. Events whose date still cannot be right stay in the letter.
    </ConfirmDialog>
  );
}
