/** Names of countries, from the browser's own tables. */

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** `DE` → `Germany`. Tor and the unknown have names of their own. */
export function countryName(code: string): string {
  if (code === 'T1') return 'Tor network';
  if (!/^[A-Z]{2}$/.test(code) || code === 'XX')
    return code === '' || code === 'XX' || code === 'Unknown' ? 'Unknown' : code;
  return regions.of(code) ?? code;
}
