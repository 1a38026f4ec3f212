/** Keeping the page's filters as a segment; renaming and deleting segments. */
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { WireSegment } from '#core/segment/wire.ts';
import { parseFilterText } from '#core/stats/filter-text.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { useAnalytics } from './analytics-context.ts';
import { segmentsKey, segmentsQuery } from './around-queries.ts';
import { filterWords, valueWords } from './dimension.ts';
import styles from './dialogs.module.css';
import { type FilterName, verbOf } from './search.ts';
import { keptOf } from './segment-filters.ts';

const MAX_NAME_CHARS = 100;

export function SaveSegment({ onClose }: { onClose: () => void }) {
  const { workspaceId, search } = useAnalytics();
  const filters = keptOf(search);
  const save = useChange(
    async (name: string) => apiFor(workspaceId).segments.$post({ json: { name, filters } }),
    segmentsKey(workspaceId),
  );
  return (
    <FormDialog
      open
      onClose={onClose}
      title="Save as segment"
      verb="Save segment"
      submit={async (data) => {
        const name = textOf(data, 'name');
        await save.mutateAsync(name);
        onClose();
        notify({ title: `“${name}” is saved`, text: 'Everybody in the workspace finds it in the menu of segments.' });
      }}
    >
      <TextField label="Name" name="name" required maxLength={MAX_NAME_CHARS} placeholder="Mobile in Germany" />
      <p className={styles.note}>{filterList(filters)}</p>
    </FormDialog>
  );
}

function filterList(filters: WireSegment['filters']): string {
  return Object.entries(filters)
    .map(([name, text]) => {
      if (name === 'include') return `also counting ${text}`;
      const { values, ...how } = parseFilterText(text);
      const words = name.endsWith('Id')
        ? `${values.length} chosen`
        : values.map((value) => valueWords(name as FilterName, value)).join(', ');
      return `${filterWords(name as FilterName)} ${verbOf({ ...how, values })} ${words}`;
    })
    .join(' · ');
}

export function ManageSegments({ onClose }: { onClose: () => void }) {
  const { workspaceId } = useAnalytics();
  const { data: segments = [] } = useQuery(segmentsQuery(workspaceId));
  return (
    <Dialog open onClose={onClose} title="Segments">
      <DialogBody>
        {segments.length === 0 ? (
          <EmptyState compact title="No segments">
            Set filters on the page, then save them under a name.
          </EmptyState>
        ) : (
          <ul className={styles.list} aria-label="Segments">
            {segments.map((segment) => (
              <SegmentRow key={segment.id} segment={segment} />
            ))}
          </ul>
        )}
      </DialogBody>
    </Dialog>
  );
}

function SegmentRow({ segment: { id, name, filters } }: { segment: WireSegment }) {
  const { workspaceId } = useAnalytics();
  const [typed, setTyped] = useState(name);
  const api = apiFor(workspaceId).segments;
  const key = segmentsKey(workspaceId);
  const rename = useChange((next: string) => api[':id'].$patch({ param: { id }, json: { name: next } }), key);
  const remove = useChange(() => api[':id'].$delete({ param: { id } }), key);
  const restore = useChange(() => api.$post({ json: { name, filters } }), key);

  async function onRename() {
    const next = typed.trim();
    if (next === '' || next === name) return setTyped(name);
    if (!(await attempt('The segment was not renamed', () => rename.mutateAsync(next)))) setTyped(name);
  }

  async function onRemove() {
    if (!(await attempt('The segment was not deleted', () => remove.mutateAsync(undefined)))) return;
    const undo = () => void attempt('The segment did not come back', () => restore.mutateAsync(undefined));
    notify({ title: `“${name}” is deleted`, action: { label: 'Undo', run: undo } });
  }

  return (
    <li className={styles.item}>
      <div className={styles.grow}>
        <input
          className={styles.rename}
          aria-label={`Name of the segment ${name}`}
          maxLength={MAX_NAME_CHARS}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void onRename()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        <p className={styles.detail}>{filterList(filters)}</p>
      </div>
      <Button look="ghost" size="small" icon aria-label={`Delete the segment ${name}`} onClick={() => void onRemove()}>
        <Trash2 size={15} aria-hidden />
      </Button>
    </li>
  );
}
