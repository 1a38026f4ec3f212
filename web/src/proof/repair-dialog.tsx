/** Asks before the reports of a day are rebuilt, and says what came of it. */
import { ApiError } from '../api/error.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { countOf } from '../format/number.ts';
import { useRepairDay } from './queries.ts';
import { nameOfDay } from './words.ts';

interface RepairDialogProps {
  workspaceId: string;
  /** `YYYY-MM-DD`; closed when absent. */
  day: string | undefined;
  onClose: () => void;
}

export function RepairDialog({ workspaceId, day, onClose }: RepairDialogProps) {
  const repair = useRepairDay(workspaceId);
  const name = day === undefined ? '' : nameOfDay(day);

  async function confirm(chosen: string) {
    onClose();
    try {
      const corrections = await repair.mutateAsync(chosen);
      const keys = corrections.reduce((sum, correction) => sum + correction.keys, 0);
      notify({
        title: corrections.length > 0 ? `${name} was rebuilt` : `${name} was right already`,
        text:
          corrections.length > 0
            ? `${countOf(keys, 'figure')} corrected from the raw events.`
            : 'Nothing had to change.',
      });
    } catch (error) {
      const text = error instanceof ApiError ? error.message : 'Try again.';
      notify({ tone: 'danger', title: `${name} was not rebuilt`, text });
    }
  }

  return (
    <ConfirmDialog
      open={day !== undefined}
      onClose={onClose}
      title="Rebuild this day?"
      verb="Rebuild"
      onConfirm={() => day !== undefined && void confirm(day)}
    >
      The reports of <strong>{name}</strong> are compared with the raw events, and what differs is corrected. New events
      wait in the ledger meanwhile; none is lost. What is right stays untouched.
    </ConfirmDialog>
  );
}
