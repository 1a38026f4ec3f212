/** Single-key shortcuts that never steal a letter from someone who is typing or answering a dialog. */
import { useEffect, useRef } from 'react';

/** Boxes to tick take no letters. */
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** Toasts call themselves dialogs, but ask nothing. */
const ASKING = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]:not([aria-modal="false"])`).join(', ');

/** True when a key press belongs to a field, a dialog or a menu. */
export function isBusy(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (event.target instanceof HTMLElement && event.target.closest(TYPED_INTO)) return true;
  return document.querySelector(ASKING) !== null;
}

/** Runs `action` when `key` is pressed anywhere on the page. */
export function useShortcut(key: string, action: () => void): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || isBusy(event)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [key]);
}
