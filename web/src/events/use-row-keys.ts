/** The list by keyboard: j and k, or the arrows, go from row to row; Enter is the row's own. */
import { type RefObject, useEffect, useRef } from 'react';
import { isBusy, type ShortcutHelp, useShortcutHelp } from '../shell/shortcut.ts';

/** A row that was scrolled to may take some frames to be drawn. */
const MAX_FRAMES = 30;
const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

const HELP: readonly ShortcutHelp[] = [
  { keys: 'j', does: 'Next event', where: 'Events' },
  { keys: 'k', does: 'Event before', where: 'Events' },
];

function focusRow(list: HTMLElement | null, row: number, frames = MAX_FRAMES): void {
  const button = list?.querySelector<HTMLElement>(`[data-row="${row}"] button`);
  if (button) return button.focus({ preventScroll: true });
  if (frames > 0) requestAnimationFrame(() => focusRow(list, row, frames - 1));
}

export function useRowKeys(list: RefObject<HTMLElement | null>, rows: number, scrollTo: (row: number) => void): void {
  useShortcutHelp(HELP);
  const latest = useRef({ rows, scrollTo });
  useEffect(() => {
    latest.current = { rows, scrollTo };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || isBusy(event)) return;
      const focused = document.activeElement?.closest<HTMLElement>('[data-row]');
      const within = focused && list.current?.contains(focused);
      // Arrows scroll the page, unless a row has the focus.
      if (event.key.startsWith('Arrow') && !within) return;
      event.preventDefault();
      const from = within ? Number(focused.dataset['row']) + step : 0;
      const row = Math.max(0, Math.min(latest.current.rows - 1, from));
      latest.current.scrollTo(row);
      focusRow(list.current, row);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [list]);
}
