/** Device, operating system and browser of a request, exact enough for targeting; reports use the pipeline's full parser. */

export interface Client {
  /** mobile, tablet, desktop, tv; empty when unknown. */
  device: string;
  /** ios, android, windows, macos, linux, chromeos; empty when unknown. */
  os: string;
  /** chrome, safari, firefox, edge, opera, samsung, …; empty when unknown. */
  browser: string;
}

/** The headers that tell; hints are the low-entropy client hints every Chromium sends unasked. */
export interface ClientHeaders {
  ua: string;
  /** Sec-CH-UA-Platform, e.g. `"Android"`. */
  platformHint: string;
  /** Sec-CH-UA-Mobile: `?1` or `?0`. */
  mobileHint: string;
}

// First match wins: more specific names stand before the engines they imitate.
const SYSTEMS: readonly [RegExp, string][] = [
  [/windows phone/i, 'windowsphone'],
  [/iphone|ipad|ipod/i, 'ios'],
  [/android/i, 'android'],
  [/cros /i, 'chromeos'],
  [/windows/i, 'windows'],
  [/mac os|macintosh/i, 'macos'],
  [/linux|x11/i, 'linux'],
];
const BROWSERS: readonly [RegExp, string][] = [
  [/instagram/i, 'instagram'],
  [/fban|fbav|fb_iab/i, 'facebook'],
  [/musical_ly|bytedancewebview|tiktok/i, 'tiktok'],
  [/edg(?:e|a|ios)?\//i, 'edge'],
  [/opr\/|opera|opt\//i, 'opera'],
  [/samsungbrowser/i, 'samsung'],
  [/yabrowser/i, 'yandex'],
  [/ucbrowser/i, 'uc'],
  [/vivaldi/i, 'vivaldi'],
  [/duckduckgo|ddg\//i, 'duckduckgo'],
  [/firefox|fxios/i, 'firefox'],
  [/chrome|crios|chromium/i, 'chrome'],
  [/msie|trident/i, 'ie'],
  [/safari/i, 'safari'],
];
const TV = /smart-?tv|smarttv|apple ?tv|googletv|hbbtv|netcast|web0s|webos tv|tizen.*tv|aft[a-z]{1,2} |roku|crkey/i;
const TABLET = /ipad|tablet|kindle|silk(?!.*mobile)|playbook/i;
const MOBILE = /mobi|iphone|ipod|windows phone|opera mini/i;

function firstName(table: readonly [RegExp, string][], text: string): string {
  for (const [pattern, name] of table) if (pattern.test(text)) return name;
  return '';
}

function deviceOf(headers: ClientHeaders, os: string): string {
  const ua = headers.ua;
  if (TV.test(ua)) return 'tv';
  // Android tablets leave the word "Mobile" out; Chromium's hint says the same.
  if (TABLET.test(ua) || (os === 'android' && !MOBILE.test(ua) && headers.mobileHint !== '?1')) return 'tablet';
  if (MOBILE.test(ua) || headers.mobileHint === '?1') return 'mobile';
  return os === '' ? '' : 'desktop';
}

/** Names what the headers show. Pure; a few microseconds; called only for links that target by client. */
export function classifyClient(headers: ClientHeaders): Client {
  const hinted = canonical(headers.platformHint);
  const os = firstName(SYSTEMS, headers.ua) || (hinted === 'unknown' ? '' : hinted);
  return { device: deviceOf(headers, os), os, browser: firstName(BROWSERS, headers.ua) };
}

const ALIASES: Record<string, string> = {
  macosx: 'macos',
  osx: 'macos',
  mac: 'macos',
  ipados: 'ios',
  iphone: 'ios',
  chromiumos: 'chromeos',
  microsoftedge: 'edge',
  mobilesafari: 'safari',
  chromemobile: 'chrome',
  samsunginternet: 'samsung',
  samsunginternetforandroid: 'samsung',
  internetexplorer: 'ie',
  yandexbrowser: 'yandex',
  operatouch: 'opera',
  ucbrowser: 'uc',
  phone: 'mobile',
  smarttv: 'tv',
  smartphone: 'mobile',
};

/** One spelling for names of devices, systems and browsers: `Mac OS` → `macos`, `"Chrome OS"` → `chromeos`. */
export function canonical(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return ALIASES[plain] ?? plain;
}
