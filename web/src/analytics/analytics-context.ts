/** What every part of an analytics page needs: where it is, what the address says, and how to change that. */
import { createContext, use } from 'react';
import type { DimensionName } from './dimension.ts';
import type { AnalyticsSearch, Metric } from './search.ts';

export interface AnalyticsPage {
  workspaceId: string;
  search: AnalyticsSearch;
  metric: Metric;
  /** Each is a step that the browser's back button undoes. */
  onSearch: (next: AnalyticsSearch) => void;
  /** Opens the list of all values of a breakdown. */
  showAll: (name: DimensionName) => void;
}

export const AnalyticsContext = createContext<AnalyticsPage | undefined>(undefined);

export function useAnalytics(): AnalyticsPage {
  const page = use(AnalyticsContext);
  if (!page) throw new Error('This part stands outside of an analytics page.');
  return page;
}
