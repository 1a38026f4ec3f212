/** A tag made where it is wanted: for the links that are selected. */
import { useQueryClient } from '@tanstack/react-query';
import { MAX_TAG_NAME_CHARS } from '#core/tag/tag.ts';
import type { WireTag } from '#core/tag/wire.ts';
import { apiFor } from '../api/client.ts';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { tagsKey } from './label-queries.ts';

interface NewTagProps {
  open: boolean;
  onClose: () => void;
  onMade: (tag: WireTag) => void;
}

export function NewTagDialog({ open, onClose, onMade }: NewTagProps) {
  const { id } = useWorkspace();
  const client = useQueryClient();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="New tag"
      verb="Make and put on"
      submit={async (data) => {
        const tag = await (await apiFor(id).tags.$post({ json: { name: textOf(data, 'name') } })).json();
        client.setQueryData<WireTag[]>(tagsKey(id), (all) => all && [...all, tag]);
        onMade(tag);
        onClose();
      }}
    >
      <TextField label="Name" name="name" maxLength={MAX_TAG_NAME_CHARS} required />
    </FormDialog>
  );
}
