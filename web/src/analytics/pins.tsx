/** Notes on days, pinned to the chart's time axis. */
import { useQuery } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { WireAnnotation } from '#core/annotation/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Popover } from '../design/popover.tsx';
import { notify } from '../design/toast.tsx';
import { countOf } from '../format/number.ts';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { useAnalytics } from './analytics-context.ts';
import { notesKey, notesQuery } from './around-queries.ts';
import styles from './pins.module.css';
import { startOf } from './search.ts';
import { bucketAt, type TrendPoint } from './trend-points.ts';

interface PinsProps {
  points: readonly TrendPoint[];
  /** Where the series ends, Unix milliseconds. */
  end: number;
  onEdit: (note: WireAnnotation) => void;
}

export function Pins({ points, end, onEdit }: PinsProps) {
  const { workspaceId } = useAnalytics();
  const { data: notes = [] } = useQuery(notesQuery(workspaceId));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.at === first.at) return null;
  const byBucket = new Map<number, WireAnnotation[]>();
  for (const note of notes) {
    const bucket = bucketAt(points, startOf(note.day), end);
    if (bucket !== undefined) byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), note]);
  }
  return (
    <div className={styles.pins}>
      {[...byBucket].map(([bucket, those]) => {
        const at = points[bucket]?.at ?? first.at;
        return <Pin key={bucket} left={(at - first.at) / (last.at - first.at)} notes={those} onEdit={onEdit} />;
      })}
    </div>
  );
}

/** @param left 0 at the first point, 1 at the last */
function Pin({ left, notes, onEdit }: { left: number; notes: WireAnnotation[]; onEdit: PinsProps['onEdit'] }) {
  const [open, setOpen] = useState(false);
  const [only, another] = notes;
  const label = only && !another ? `Note: ${only.text}` : countOf(notes.length, 'note');
  return (
    <span className={styles.at} style={{ left: `${left * 100}%` }}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={label}
        align="center"
        trigger={
          <button type="button" className={styles.pin} aria-label={label} title={only?.text}>
            {another ? notes.length : ''}
          </button>
        }
      >
        <ul className={styles.notes}>
          {notes.map((note) => (
            <Note
              key={note.id}
              note={note}
              onEdit={() => {
                setOpen(false);
                onEdit(note);
              }}
            />
          ))}
        </ul>
      </Popover>
    </span>
  );
}

function Note({ note: { id, day, text }, onEdit }: { note: WireAnnotation; onEdit: () => void }) {
  const { workspaceId } = useAnalytics();
  const canEdit = useCanEdit();
  const api = apiFor(workspaceId).annotations;
  const remove = useChange(() => api[':id'].$delete({ param: { id } }), notesKey(workspaceId));
  const restore = useChange(() => api.$post({ json: { day, text } }), notesKey(workspaceId));

  async function onRemove() {
    if (!(await attempt('The note was not deleted', () => remove.mutateAsync(undefined)))) return;
    const undo = () => void attempt('The note did not come back', () => restore.mutateAsync(undefined));
    notify({ title: 'The note is deleted', action: { label: 'Undo', run: undo } });
  }

  return (
    <li className={styles.note}>
      <div>
        <p className={styles.day}>{formatDay(startOf(day), useNow())}</p>
        <p className={styles.text}>{text}</p>
      </div>
      {canEdit && (
        <div className={styles.actions}>
          <Button look="ghost" size="small" icon aria-label="Change the note" onClick={onEdit}>
            <Pencil size={14} aria-hidden />
          </Button>
          <Button look="ghost" size="small" icon aria-label="Delete the note" onClick={() => void onRemove()}>
            <Trash2 size={14} aria-hidden />
          </Button>
        </div>
      )}
    </li>
  );
}
