/** The menu and the list of shortcuts, fetched when they are asked for: ⌘K or Ctrl+K, `?`, and `g` with a letter. */
import { useRouter } from '@tanstack/react-router';
import { type Dispatch, lazy, type SetStateAction, Suspense, useEffect, useState } from 'react';
import { fetchAhead } from '../api/lazy-files.ts';
import { SCREENS } from '../shell/screens.ts';
import { useGoTo, useShortcut, useShortcutHelp } from '../shell/shortcut.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { IS_APPLE } from './platform.ts';

const loadMenu = () => import('./command-menu.tsx');
const CommandMenu = lazy(async () => ({ default: (await loadMenu()).CommandMenu }));
const ShortcutsSheet = lazy(async () => ({ default: (await import('./shortcuts-sheet.tsx')).ShortcutsSheet }));

/** The page has long been drawn by then. */
const LOAD_AFTER_MS = 4_000;

type Shown = 'menu' | 'keys' | undefined;

/** `open` opens the menu; `layer` belongs at the end of the page. */
export function useCommandMenu() {
  const router = useRouter();
  const { slug } = useWorkspace();
  const [shown, setShown] = useState<Shown>();
  /** Each stays while it fades; the menu begins anew each time. */
  const [asked, setAsked] = useState({ menu: 0, keys: false });
  const [typed, setTyped] = useState('');
  /** Enter came before the menu: the first entry is run when it is there. */
  const [entered, setEntered] = useState(false);
  const open = () => {
    setTyped('');
    setEntered(false);
    setShown('menu');
    setAsked((before) => ({ ...before, menu: before.menu + 1 }));
  };
  const showKeys = () => {
    setShown('keys');
    setAsked((before) => ({ ...before, keys: true }));
  };

  useShortcut('?', showKeys, { does: 'Show these shortcuts' });
  useShortcutHelp([
    { keys: IS_APPLE ? '⌘ k' : 'Ctrl k', does: 'Search links and commands' },
    ...SCREENS.flatMap(({ label, key }) => (key ? [{ keys: `g ${key}`, does: `Go to ${label}` }] : [])),
  ]);
  useGoTo((key) => {
    const screen = SCREENS.find((each) => each.key === key);
    if (screen) void router.navigate({ to: screen.to, params: { workspace: slug }, search: {} });
    return screen !== undefined;
  });
  useTypedAhead(shown === 'menu', setTyped, setEntered);
  useModK(() => (shown === 'menu' ? setShown(undefined) : open()));
  useEffect(() => {
    const timer = setTimeout(() => void fetchAhead(loadMenu), LOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  const close = () => setShown(undefined);
  const layer = (
    <Suspense>
      {asked.menu > 0 && (
        <CommandMenu
          key={asked.menu}
          open={shown === 'menu'}
          typed={typed}
          entered={entered}
          onType={(text) => {
            setTyped(text);
            setEntered(false);
          }}
          onClose={close}
          showShortcuts={showKeys}
        />
      )}
      {asked.keys && <ShortcutsSheet open={shown === 'keys'} onClose={close} />}
    </Suspense>
  );
  return { open, layer };
}

/** Also while somebody types, and above a dialog that can wait; never above one that asks. */
function useModK(toggle: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      if (document.querySelector('[role="alertdialog"]')) return;
      event.preventDefault();
      toggle();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}

/** Whoever types at once is not slower than the menu: what comes before its field has the focus is meant for it. */
function useTypedAhead(
  isOpen: boolean,
  onType: Dispatch<SetStateAction<string>>,
  onEnter: (entered: boolean) => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isInside = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      const isMeant = event.key.length === 1 || event.key === 'Enter';
      if (isInside || event.metaKey || event.ctrlKey || event.altKey || !isMeant) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') onEnter(true);
      else onType((before) => before + event.key);
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isOpen, onType, onEnter]);
}
