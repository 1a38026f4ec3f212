/** Where a request came from, out of the runtime's metadata; the metadata may be missing altogether. */
import type { Geo } from '../event/captured.ts';

/** The members of `request.cf` that are read; all optional, because local runtimes have none. */
export interface RequestPlace {
  country?: unknown;
  continent?: unknown;
  regionCode?: unknown;
  city?: unknown;
  asn?: unknown;
}

/** Place names are short; anything longer is not one. */
const MAX_PLACE_CHARS = 100;

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_PLACE_CHARS) : '');

/** Empty strings and 0 stand for unknown. `XX` is Cloudflare's word for an unknown country. */
export function readGeo(place: RequestPlace | undefined): Geo {
  if (!place) return { country: '', continent: '', region: '', city: '', asn: 0 };
  const country = text(place.country);
  return {
    country: country === 'XX' ? '' : country,
    continent: text(place.continent),
    region: text(place.regionCode),
    city: text(place.city),
    asn: typeof place.asn === 'number' && place.asn > 0 ? Math.floor(place.asn) : 0,
  };
}

/** What is kept of a visitor who asked not to be tracked (Sec-GPC, DNT): country and continent only. */
export function coarseGeo(geo: Geo): Geo {
  return { country: geo.country, continent: geo.continent, region: '', city: '', asn: 0 };
}
