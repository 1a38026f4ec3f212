/** Names of countries, from the browser's own tables. */

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** `DE` → `Germany`. Tor and the unknown have names of their own. */
export function countryName(code: string): string {
  if (code === 'T1') return 'Tor network';
  if (!/^[A-Z]{2}$/.test(code) || code === 'XX')
    return code === '' || code === 'XX' || code === 'Unknown' ? 'Unknown' : code;
  return regions.of(code) ?? code;
}

const CONTINENTS: Record<string, string> = {
  AF: 'Africa',
  AN: 'Antarctica',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'North America',
  OC: 'Oceania',
  SA: 'South America',
};

/** `EU` → `Europe`. */
export function continentName(code: string): string {
  return CONTINENTS[code] ?? (code || 'Unknown');
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** `de-CH` → `Swiss High German`; what is no language tag stays itself. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag || 'Unknown';
  }
}
