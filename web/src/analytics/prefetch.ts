/** What an analytics page asks first, asked while its own code is still on its way. */
import type { QueryClient } from '@tanstack/react-query';
import { notesQuery, segmentsQuery } from './around-queries.ts';
import { DIMENSIONS } from './dimension.ts';
import { breakdownParams, CARD_ROWS, figuresParams, lineParams, reportQuery } from './queries.ts';
import type { AnalyticsSearch } from './search.ts';

/** The figures, the chart, and the cards that stand under them on most screens. */
export function prefetchAnalytics(client: QueryClient, workspaceId: string, search: AnalyticsSearch): void {
  const { links, referers } = DIMENSIONS;
  for (const params of [figuresParams(search), lineParams(search)])
    void client.prefetchQuery(reportQuery(workspaceId, params));
  for (const of of [links, referers])
    void client.prefetchQuery(reportQuery(workspaceId, breakdownParams(search, of, CARD_ROWS)));
  void client.prefetchQuery(notesQuery(workspaceId));
  void client.prefetchQuery(segmentsQuery(workspaceId));
}
