/** Names that are most often imitated, and whether a host imitates one. */
import type { parse } from 'tldts';
import { type Signal, signal } from './signal.ts';
import { skeletonOf } from './skeleton.ts';

interface Brand {
  name: string;
  /** Domains it owns besides its name itself, whatever the ending. */
  owns?: readonly string[];
  /** A word of everyday language: it counts as the company's name only beside a sign-in. */
  isWord?: true;
}

/** From the yearly lists of the most imitated companies (APWG, Cloudflare, Check Point); the short ones are left out: too much looks like them. */
const BRANDS: readonly Brand[] = [
  { name: 'paypal', owns: ['paypalobjects.com', 'paypal-corp.com', 'paypal-community.com'] },
  { name: 'microsoft', owns: ['microsoftonline.com', 'microsoftstore.com'] },
  { name: 'office365' },
  { name: 'outlook' },
  { name: 'onedrive' },
  { name: 'sharepoint' },
  { name: 'google', owns: ['googleapis.com', 'googleusercontent.com', 'withgoogle.com', 'googleblog.com'] },
  { name: 'gmail' },
  { name: 'youtube' },
  { name: 'icloud', owns: ['icloud-content.com'] },
  { name: 'apple', isWord: true },
  { name: 'amazon', owns: ['amazonaws.com', 'media-amazon.com', 'aboutamazon.com'], isWord: true },
  { name: 'facebook', owns: ['facebookmail.com'] },
  { name: 'instagram', owns: ['cdninstagram.com'] },
  { name: 'whatsapp' },
  { name: 'linkedin' },
  { name: 'netflix' },
  { name: 'spotify' },
  { name: 'dropbox', owns: ['dropboxusercontent.com', 'dropboxapi.com'] },
  { name: 'docusign' },
  { name: 'adobe', isWord: true },
  { name: 'github', owns: ['github.io', 'githubusercontent.com', 'githubassets.com', 'github.blog'] },
  { name: 'coinbase' },
  { name: 'binance' },
  { name: 'metamask' },
  { name: 'blockchain', isWord: true },
  { name: 'trustwallet' },
  { name: 'ledgerlive' },
  { name: 'revolut' },
  { name: 'wellsfargo' },
  { name: 'bankofamerica' },
  { name: 'citibank' },
  { name: 'santander' },
  { name: 'barclays' },
  { name: 'mastercard' },
  { name: 'americanexpress' },
  { name: 'postfinance' },
  { name: 'commerzbank' },
  { name: 'sparkasse' },
  { name: 'fedex' },
  { name: 'walmart' },
  { name: 'roblox' },
  { name: 'steamcommunity' },
  { name: 'discord', isWord: true },
  { name: 'telegram', isWord: true },
  { name: 'booking', isWord: true },
  { name: 'airbnb' },
  { name: 'shopify' },
  { name: 'cloudflare', owns: ['cloudflarestatus.com'] },
];

/** Below this a single letter is too large a part of the name. */
const MIN_MISSPELT_CHARS = 6;
const SKELETONS = BRANDS.map((brand) => ({ ...brand, skeleton: skeletonOf(brand.name) }));

type Parsed = Pick<ReturnType<typeof parse>, 'domain' | 'domainWithoutSuffix' | 'publicSuffix' | 'subdomain'>;

/** The strongest sign that a host (in its own script) poses as a company; undefined for the company's own hosts and for everybody else's. */
export function impersonates(shown: string, found: Parsed, asksToSignIn: boolean): Signal | undefined {
  const label = shown.split('.').at(-1 - (found.publicSuffix?.split('.').length ?? 1)) ?? '';
  if (SKELETONS.some(({ owns }) => owns?.includes(found.domain ?? ''))) return undefined;
  if (SKELETONS.some(({ name }) => name === label))
    return isUsualEnding(found.publicSuffix ?? '')
      ? undefined
      : signal('brand', `${label} under .${found.publicSuffix}`);
  const looks = SKELETONS.find(({ skeleton }) => skeleton === skeletonOf(label));
  if (looks) return signal('lookalike', `"${label}" reads as ${looks.name}`);
  const near = SKELETONS.find(
    ({ name, isWord }) => (asksToSignIn || !isWord) && name.length >= MIN_MISSPELT_CHARS && isOneAway(label, name),
  );
  if (near) return signal('misspelt', `"${label}" is nearly ${near.name}`);
  return carried(shown, label, asksToSignIn);
}

/** Endings under which large companies hold their own name: those of countries, and the oldest. */
function isUsualEnding(suffix: string): boolean {
  return /(?:^|\.)[a-z]{2}$/.test(suffix) || /^(?:com|net|org|app|dev|page)$/.test(suffix);
}

/** `paypal-login.example`, `paypal.com.example.net`, `secure.paypa1.example`. */
function carried(shown: string, label: string, asksToSignIn: boolean): Signal | undefined {
  const parts = shown.split('.');
  const words = [...parts.slice(0, parts.lastIndexOf(label)), label].flatMap((part) => part.split('-'));
  for (const word of words) {
    const skeleton = skeletonOf(word);
    const brand = SKELETONS.find((each) => each.skeleton === skeleton && (asksToSignIn || !each.isWord));
    if (!brand) continue;
    return word === brand.name
      ? signal('brand', `"${word}" in ${shown}`)
      : signal('lookalike', `"${word}" reads as ${brand.name}`);
  }
  return undefined;
}

/** One letter more, fewer, other, or two exchanged (Damerau-Levenshtein distance 1). */
export function isOneAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}
