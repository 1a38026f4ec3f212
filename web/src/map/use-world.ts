/** The world, fetched when the first map is on the page and kept from then on. */
import { queryOptions, useQuery } from '@tanstack/react-query';

const worldQuery = queryOptions({
  queryKey: ['world'],
  queryFn: async () => (await import('./atlas.ts')).drawWorld(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  // A map's shapes are no data: there is nothing to compare part by part.
  structuralSharing: false,
});

export const useWorld = () => useQuery(worldQuery);
