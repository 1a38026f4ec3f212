/** The list without links: what a first link is for, and how to make it. */
import { Link2, Plus, SearchX } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { EmptyState } from '../design/state.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import { useCreateDialog } from './panel-context.ts';
import { FILTERS, type LinksSearch } from './search.ts';

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

export function NothingFound({ search, onClear }: { search: LinksSearch; onClear: () => void }) {
  const onlyText = search.q !== undefined && FILTERS.every((name) => name === 'q' || search[name] === undefined);
  return (
    <EmptyState
      icon={<SearchX size={18} />}
      title={onlyText ? `Nothing matches “${search.q}”` : 'No link matches these filters'}
      actions={<Button onClick={onClear}>{onlyText ? 'Clear search' : 'Clear filters'}</Button>}
    >
      {onlyText
        ? 'The search looks into keys, destinations, titles, tags and notes. Try a shorter part of the word.'
        : 'All filters must hold at the same time. Archived links are only shown when you ask for them.'}
    </EmptyState>
  );
}
