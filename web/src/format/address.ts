/** Addresses as people read and type them. */

/** Without scheme, `www.` and a lone trailing slash: what a row has room for. */
export function displayUrl(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}

/** Host of an address, for its monogram; the text itself when it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '');
  } catch {
    return url;
  }
}

/** Takes what people paste: blanks around it, a missing scheme. Returns undefined when it is no web address. */
export function parseDestination(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+(\/|$)/.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(withScheme);
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    const hasHost = url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[');
    return isWeb && hasHost ? withScheme : undefined;
  } catch {
    return undefined;
  }
}
