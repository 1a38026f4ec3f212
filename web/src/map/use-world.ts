/** The world, fetched when the first map is on the page and kept from then on. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Country } from './atlas.ts';

export interface World {
  /** By ISO 3166-1 alpha-2. */
  countries: ReadonlyMap<string, Country>;
}

const worldQuery = queryOptions({
  queryKey: ['world'],
  queryFn: async (): Promise<World> => {
    const { COUNTRIES } = await import('./drawn.ts');
    return { countries: new Map(COUNTRIES.map((country) => [country.code, country])) };
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  // A map's shapes are no data: there is nothing to compare part by part.
  structuralSharing: false,
});

export const useWorld = () => useQuery(worldQuery);
