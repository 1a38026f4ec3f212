/** The list without links: what a first link is for, and how to make it. */
import { Link2, Plus, SearchX } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { EmptyState } from '../design/state.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import { useCreateDialog } from './create-context.ts';

export function NoLinks() {
  const canEdit = useCanEdit();
  const create = useCreateDialog();
  if (!canEdit) {
    return (
      <EmptyState icon={<Link2 size={18} />} title="No links yet">
        When an editor of this workspace makes the first link, you will see it and its clicks here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Link2 size={18} />}
      title="Make your first short link"
      actions={
        <Button look="primary" onClick={create}>
          <Plus size={15} aria-hidden />
          New link
          <Kbd onAccent>C</Kbd>
        </Button>
      }
    >
      Paste a long address, share the short one, and watch each click arrive here within a second: where from, on what
      device, through which page.
    </EmptyState>
  );
}

export function NothingFound({ search, onClear }: { search: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX size={18} />}
      title={`Nothing matches “${search}”`}
      actions={<Button onClick={onClear}>Clear search</Button>}
    >
      The search looks into keys, destinations, titles and notes. Try a shorter part of the word.
    </EmptyState>
  );
}
