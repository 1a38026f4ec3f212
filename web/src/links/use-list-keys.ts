/** The list by keyboard: j and k move, x selects, c copies, e edits, Enter opens, Esc lets go of what is selected. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { notify } from '../design/toast.tsx';
import { displayUrl } from '../format/address.ts';
import { isBusy, type ShortcutHelp, useShortcutHelp } from '../shell/shortcut.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { useLinkPanel } from './panel-context.ts';

interface ListKeys {
  list: RefObject<HTMLElement | null>;
  rows: number;
  linkAt: (row: number) => WireLink | undefined;
  scrollTo: (row: number) => void;
  select: (row: number, link: WireLink, range: boolean) => void;
  clear: () => void;
}

/** The row that has the focus. */
function focusedRow(list: HTMLElement | null): number | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]');
  return row && list?.contains(row) ? Number(row.dataset['row']) : undefined;
}

/** A row that was scrolled to may take some frames to be drawn. */
const MAX_FRAMES = 30;

function focusRow(list: HTMLElement | null, row: number, frames = MAX_FRAMES): void {
  const link = list?.querySelector<HTMLElement>(`[data-row="${row}"] a`);
  if (link) return link.focus({ preventScroll: true });
  if (frames > 0) requestAnimationFrame(() => focusRow(list, row, frames - 1));
}

async function copy(link: WireLink): Promise<void> {
  const short = displayUrl(link.shortLink);
  try {
    await navigator.clipboard.writeText(link.shortLink);
    notify({ title: `${short} copied` });
  } catch {
    notify({ tone: 'danger', title: 'Could not copy', text: 'The browser did not allow it.' });
  }
}

const HELP: readonly ShortcutHelp[] = [
  { keys: 'j', does: 'Next link', where: 'Links' },
  { keys: 'k', does: 'Link before', where: 'Links' },
  { keys: 'c', does: 'Copy the link with the focus', where: 'Links' },
];
const EDITORS_HELP: readonly ShortcutHelp[] = [
  ...HELP,
  { keys: 'e', does: 'Edit it', where: 'Links' },
  { keys: 'x', does: 'Select it', where: 'Links' },
];

export function useListKeys(keys: ListKeys): void {
  const canEdit = useCanEdit();
  useShortcutHelp(canEdit ? EDITORS_HELP : HELP);
  const open = useLinkPanel();
  const at = useRef<number>(undefined);
  const latest = useRef<(event: KeyboardEvent) => boolean>(undefined);

  useEffect(() => {
    const move = (step: number) => {
      const last = keys.rows - 1;
      const from = focusedRow(keys.list.current) ?? at.current;
      const row = Math.max(0, Math.min(last, from === undefined ? 0 : from + step));
      at.current = row;
      keys.scrollTo(row);
      focusRow(keys.list.current, row);
      return true;
    };
    latest.current = ({ key, shiftKey }) => {
      if (key === 'j') return move(1);
      if (key === 'k') return move(-1);
      if (key === 'Escape') return (keys.clear(), true);
      const row = focusedRow(keys.list.current);
      const link = row === undefined ? undefined : keys.linkAt(row);
      if (row === undefined || !link) return false;
      if (key === 'c') return (void copy(link), true);
      if (!canEdit) return false;
      if (key === 'x' || key === 'X') return (keys.select(row, link, shiftKey), true);
      if (key === 'e') return (open({ is: 'edit', link }), true);
      return false;
    };
  });

  // Before anybody else hears of it: on a row, c copies; elsewhere it makes a link.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isBusy(event) && latest.current?.(event)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
