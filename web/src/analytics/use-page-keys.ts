/** The keys of an analytics page; `?` lists them. */
import { useEffect, useRef } from 'react';
import { isBusy } from '../shell/shortcut.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { withCompare, withMetric } from './changes.ts';
import type { PageDialog } from './page-tools.tsx';
import { zoomedOut } from './period.ts';
import { type AnalyticsSearch, METRICS, withoutFilters } from './search.ts';

interface PageKeys {
  search: AnalyticsSearch;
  onSearch: (next: AnalyticsSearch) => void;
  onDialog: (dialog: PageDialog | 'note') => void;
}

export function usePageKeys(page: PageKeys): void {
  const canEdit = useCanEdit();
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
    '?': () => onDialog('keys'),
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
