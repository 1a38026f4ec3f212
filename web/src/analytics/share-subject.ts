/** What a page that is narrowed so can be shared as: one link, one folder, or the whole workspace. */
import { type AnalyticsSearch, filtersOf } from './search.ts';

export interface ShareSubject {
  kind: 'workspace' | 'folder' | 'link';
  targetId?: string;
  /** True when filters remain that a shared page does not have. */
  leavesOut: boolean;
}

export function shareSubject(search: AnalyticsSearch): ShareSubject {
  const filters = filtersOf(search);
  const only = (name: 'linkId' | 'folderId') => {
    const found = filters.find((filter) => filter.name === name);
    return found && !found.not && found.values.length === 1 ? found.values[0] : undefined;
  };
  const leavesOut = filters.length > 1;
  const linkId = only('linkId');
  if (linkId) return { kind: 'link', targetId: linkId, leavesOut };
  const folderId = only('folderId');
  if (folderId && folderId !== 'unsorted') return { kind: 'folder', targetId: folderId, leavesOut };
  return { kind: 'workspace', leavesOut: filters.length > 0 };
}
