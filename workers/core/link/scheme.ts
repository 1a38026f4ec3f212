/** Which destinations a link may have: web pages and apps, never code. */

/** App schemes people link to. Everything else needs the reverse-domain form, which its owner alone can register. */
const APP_SCHEMES: ReadonlySet<string> = new Set([
  'fb',
  'fb-messenger',
  'instagram',
  'twitter',
  'linkedin',
  'tiktok',
  'snssdk1233',
  'snapchat',
  'pinterest',
  'reddit',
  'whatsapp',
  'tg',
  'viber',
  'line',
  'slack',
  'discord',
  'skype',
  'msteams',
  'zoommtg',
  'zoomus',
  'facetime',
  'spotify',
  'music',
  'youtube',
  'vnd.youtube',
  'nflx',
  'twitch',
  'maps',
  'comgooglemaps',
  'geo',
  'waze',
  'uber',
  'lyft',
  'itms',
  'itms-apps',
  'itms-appss',
  'market',
  'mailto',
  'tel',
  'sms',
  'venmo',
  'paypal',
  'notion',
  'figma',
  'obsidian',
  'steam',
  'intercom',
  'amzn',
  'ebay',
  'etsy',
  'shopify',
  'airbnb',
  'booking',
]);

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** RFC 8252 §7.1: private-use schemes are a reversed domain name, e.g. `com.acme.app`. */
const REVERSE_DOMAIN = /^[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+$/;
/** What may stand in a header: printable ASCII without spaces, quotes that end attributes, or angle brackets. */
const HEADER_SAFE = /^[\x21\x23-\x3b\x3d\x3f-\x7e]+$/;

/** The scheme in lower case, or an empty string. */
export function schemeOf(url: string): string {
  return (SCHEME.exec(url)?.[1] ?? '').toLowerCase();
}

/** True when the url opens a web page or a registered app. `javascript:`, `data:`, `file:` and the unknown are refused. */
export function isAllowedScheme(scheme: string): boolean {
  return scheme === 'https' || scheme === 'http' || APP_SCHEMES.has(scheme) || REVERSE_DOMAIN.test(scheme);
}

/** The url as it may stand in a Location header, or undefined when the edge has to refuse it. */
export function safeDestination(url: string): string | undefined {
  if (url.startsWith('https://') && HEADER_SAFE.test(url) && url.length > 8 && url.charCodeAt(8) !== 47) return url;
  const trimmed = url.trim();
  const scheme = schemeOf(trimmed);
  if (!isAllowedScheme(scheme)) return undefined;
  if (scheme !== 'http' && scheme !== 'https') return HEADER_SAFE.test(trimmed) ? trimmed : undefined;
  // Only the full form: "https:host" and "https:///host" mean different places to different clients.
  if (!/^https?:\/\/[^/\\?#]/i.test(trimmed)) return undefined;
  return URL.canParse(trimmed) ? new URL(trimmed).href : undefined;
}
