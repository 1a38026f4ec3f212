/** Names of regions by their codes, fetched when the first region is on the page: browsers know countries, but not what is in them. */
import { queryOptions, useQuery } from '@tanstack/react-query';

/** By ISO 3166-2 code: `DE-BE` → `Berlin`. */
export type RegionNames = ReadonlyMap<string, string>;

const regionNamesQuery = queryOptions<RegionNames>({
  queryKey: ['region-names'],
  queryFn: async () => {
    const { iso31662 } = await import('iso-3166');
    return new Map(iso31662.map(({ code, name }) => [code, name]));
  },
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});

/** Nothing until they are there; codes are shown as long. */
export function useRegionNames(wanted: boolean): RegionNames | undefined {
  return useQuery({ ...regionNamesQuery, enabled: wanted }).data;
}
