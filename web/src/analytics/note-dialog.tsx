/** Writes a note on a day, or changes one. */
import type { WireAnnotation } from '#core/annotation/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { TextArea, TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { useNow } from '../shell/clock.ts';
import { useAnalytics } from './analytics-context.ts';
import { notesKey } from './around-queries.ts';
import { dayOf } from './period.ts';

const MAX_TEXT_CHARS = 280;

/** @param note the one to change; absent for a new one. */
export function NoteDialog({ note, onClose }: { note?: WireAnnotation | undefined; onClose: () => void }) {
  const { workspaceId } = useAnalytics();
  const today = dayOf(useNow());
  const api = apiFor(workspaceId).annotations;
  const save = useChange(async (json: { day: string; text: string }) => {
    await (note ? api[':id'].$patch({ param: { id: note.id }, json }) : api.$post({ json }));
  }, notesKey(workspaceId));
  return (
    <FormDialog
      open
      onClose={onClose}
      title={note ? 'Change the note' : 'Add a note'}
      verb={note ? 'Save' : 'Add note'}
      submit={async (data) => {
        await save.mutateAsync({ day: textOf(data, 'day'), text: textOf(data, 'text') });
        onClose();
      }}
    >
      <TextArea
        label="What happened"
        name="text"
        required
        maxLength={MAX_TEXT_CHARS}
        defaultValue={note?.text}
        placeholder="Newsletter sent to 12,000 readers"
        note="Everybody in the workspace sees it on their charts."
      />
      <TextField label="Day" name="day" type="date" required min="2010-01-01" defaultValue={note?.day ?? today} />
    </FormDialog>
  );
}
