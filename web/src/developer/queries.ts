/** The API's own document: what the reference is made from. */
import { queryOptions } from '@tanstack/react-query';
import type { ShownDocument } from '#core/reference/document.ts';
import { API_BASE } from '../api/client.ts';
import { request } from '../api/request.ts';

export const documentQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: async ({ signal }): Promise<ShownDocument> => (await request(`${API_BASE}/openapi.json`, { signal })).json(),
  staleTime: Number.POSITIVE_INFINITY,
  // Half a megabyte that never changes while a page is open.
  structuralSharing: false,
});
