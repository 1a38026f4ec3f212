/** Shortcuts of the keyboard that never steal a letter from someone who is typing or answering a dialog, and the list of them for `?`. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Boxes to tick take no letters. */
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** Toasts call themselves dialogs, but ask nothing. */
const ASKING = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]:not([aria-modal="false"])`).join(', ');

/** How a shortcut stands in the list behind `?`. */
export interface ShortcutHelp {
  /** As people press them: `c`, `g l`, `⇧ x`. */
  keys: string;
  /** What they do, as a verb: `Make a link`. */
  does: string;
  /** The part of the app they belong to; `Everywhere` when absent. */
  where?: string;
}

/** A sequence such as `g l` has begun: the next letter is its own. */
let sequenceUntil = 0;
/** As long as people take between two keys. */
const SEQUENCE_MS = 1_200;

/** True when a key press belongs to a field, a dialog, a menu, or a sequence that has begun. */
export function isBusy(event: KeyboardEvent): boolean {
  return performance.now() < sequenceUntil || isTaken(event);
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (event.target instanceof HTMLElement && event.target.closest(TYPED_INTO)) return true;
  return document.querySelector(ASKING) !== null;
}

/** Runs `action` when `key` is pressed anywhere on the page. @param help puts it on the list behind `?`. */
export function useShortcut(key: string, action: () => void, help?: Omit<ShortcutHelp, 'keys'>): void {
  useKeyDown((event) => {
    if (event.key !== key || isBusy(event)) return;
    event.preventDefault();
    action();
  });
  useShortcutHelp(help ? [{ keys: key, ...help }] : NONE);
}

/** Runs `action` with the key that follows `g`; it answers whether there is anything at that key. */
export function useGoTo(action: (key: string) => boolean): void {
  useKeyDown((event) => {
    if (isTaken(event)) return;
    if (performance.now() < sequenceUntil) {
      sequenceUntil = 0;
      if (action(event.key)) event.preventDefault();
    } else if (event.key === 'g') sequenceUntil = performance.now() + SEQUENCE_MS;
  });
}

/** Listens with the newest `onKeyDown`, without listening anew. */
function useKeyDown(onKeyDown: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

const NONE: readonly ShortcutHelp[] = [];
let listed: readonly ShortcutHelp[] = NONE;
const listeners = new Set<() => void>();

function list(next: readonly ShortcutHelp[]): void {
  listed = next;
  for (const listener of listeners) listener();
}

/** Lists shortcuts for as long as the component is on the page, for those that listen by themselves. */
export function useShortcutHelp(shortcuts: readonly ShortcutHelp[]): void {
  const written = JSON.stringify(shortcuts);
  useEffect(() => {
    const mine = JSON.parse(written) as ShortcutHelp[];
    if (mine.length === 0) return;
    list([...listed, ...mine]);
    return () => list(listed.filter((each) => !mine.includes(each)));
  }, [written]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Everything that can be pressed on this page now. */
export const useListedShortcuts = (): readonly ShortcutHelp[] => useSyncExternalStore(subscribe, () => listed);
