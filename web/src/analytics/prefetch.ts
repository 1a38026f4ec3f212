/** What an analytics page asks first, asked while its own code is still on its way. */
import type { QueryClient } from '@tanstack/react-query';
import { notesQuery, segmentsQuery } from './around-queries.ts';
import { DIMENSIONS } from './dimension.ts';
import { breakdownParams, CARD_ROWS, reportQuery, trendParams } from './queries.ts';
import type { AnalyticsSearch } from './search.ts';

/** The chart, and the cards that stand under it on most screens. */
export function prefetchAnalytics(client: QueryClient, workspaceId: string, search: AnalyticsSearch): void {
  const { links, referers } = DIMENSIONS;
  void client.prefetchQuery(reportQuery(workspaceId, trendParams(search)));
  for (const of of [links, referers])
    void client.prefetchQuery(reportQuery(workspaceId, breakdownParams(search, of, CARD_ROWS)));
  void client.prefetchQuery(notesQuery(workspaceId));
  void client.prefetchQuery(segmentsQuery(workspaceId));
}
