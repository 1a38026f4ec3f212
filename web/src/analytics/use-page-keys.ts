/** The keys of an analytics page; the list behind `?` names them. */
import { useEffect, useRef } from 'react';
import { isBusy, type ShortcutHelp, useShortcutHelp } from '../shell/shortcut.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { withCompare, withMetric } from './changes.ts';
import type { PageDialog } from './page-tools.tsx';
import { zoomedOut } from './period.ts';
import { type AnalyticsSearch, METRICS, withoutFilters } from './search.ts';

const where = 'Analytics';
const HELP: readonly ShortcutHelp[] = [
  { keys: '1 … 6', does: 'Show clicks, visitors, leads, sales, revenue, conversion', where },
  { keys: 'd', does: 'Choose the period', where },
  { keys: 'f', does: 'Add a filter', where },
  { keys: 'x', does: 'Clear all filters', where },
  { keys: 'p', does: 'Compare with the period before, or not', where },
  { keys: 'z', does: 'Zoom out', where },
  { keys: 's', does: 'Share these figures', where },
  { keys: 'e', does: 'Export', where },
  { keys: '⇧ ←→ ⏎', does: 'On the chart: select a stretch and zoom into it', where },
];
const EDITOR_HELP: readonly ShortcutHelp[] = [...HELP, { keys: 'n', does: 'Add a note on a day', where }];

interface PageKeys {
  search: AnalyticsSearch;
  onSearch: (next: AnalyticsSearch) => void;
  onDialog: (dialog: PageDialog | 'note') => void;
}

export function usePageKeys(page: PageKeys): void {
  const canEdit = useCanEdit();
  useShortcutHelp(canEdit ? EDITOR_HELP : HELP);
  const latest = useRef({ ...page, canEdit });
  useEffect(() => {
    latest.current = { ...page, canEdit };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isBusy(event)) return;
      const action = actionOf(event.key, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function actionOf(
  key: string,
  { search, onSearch, onDialog, canEdit }: PageKeys & { canEdit: boolean },
): (() => void) | undefined {
  const metric = METRICS[Number(key) - 1];
  if (metric) return () => onSearch(withMetric(search, metric));
  const actions: Record<string, () => void> = {
    d: () => press('d'),
    f: () => press('f'),
    x: () => onSearch(withoutFilters(search)),
    p: () => onSearch(withCompare(search)),
    z: () => onSearch(zoomedOut(search, Date.now())),
    s: () => onDialog('share'),
    e: () => onDialog('export'),
    ...(canEdit && { n: () => onDialog('note') }),
  };
  return actions[key];
}

/** Buttons that open something by themselves say which key is theirs. */
function press(key: string): void {
  const button = document.querySelector<HTMLElement>(`main [aria-keyshortcuts="${key}"]`);
  button?.focus();
  button?.click();
}
