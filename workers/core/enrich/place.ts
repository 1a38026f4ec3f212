/** Where: codes are checked against their form, so that reports group by real places and never by noise. */
import type { Step } from './draft.ts';

const CONTINENTS: ReadonlySet<string> = new Set(['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']);
/** `T1` is Tor, which has no country but is worth telling apart. */
const COUNTRY = /^(?:[A-Z]{2}|T1)$/;
/** What Cloudflare says when it does not know. */
const UNKNOWN_COUNTRY = 'XX';
const REGION = /^[A-Z0-9]{1,3}$/;
/** The longest place name in use has 85 letters. */
const MAX_CITY_CHARS = 100;

export const putPlace: Step = ({ event, row }) => {
  const { country, continent, region, city } = event.geo;
  if (CONTINENTS.has(continent)) row.continent = continent;
  if (!COUNTRY.test(country) || country === UNKNOWN_COUNTRY) return undefined;
  row.country = country;
  if (REGION.test(region)) row.region = region;
  row.city = city.slice(0, MAX_CITY_CHARS);
  return undefined;
};
