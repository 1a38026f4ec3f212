/** A list of dangerous addresses kept by somebody else, asked in the form of Google's Safe Browsing Lookup API (v4). */
import { z } from 'zod';
import type { HazardSource, Listing, Threat } from '#core/abuse/hazard.ts';

/** People wait for their link meanwhile. */
const TIMEOUT_MS = 2_000;
/** The API's own limit for one question. */
const MAX_ADDRESSES = 500;

const THREAT: Record<string, Threat> = {
  SOCIAL_ENGINEERING: 'phishing',
  MALWARE: 'malware',
  POTENTIALLY_HARMFUL_APPLICATION: 'malware',
  UNWANTED_SOFTWARE: 'unwanted',
};

const answerSchema = z.object({
  matches: z.array(z.object({ threatType: z.string(), threat: z.object({ url: z.string() }) })).optional(),
});

export interface SafeBrowsingSettings {
  /** From the configuration, never from input. */
  url: string;
  key: string;
}

/** Where addresses are looked up once there is a key. */
const LOOKUP_URL = 'https://safebrowsing.googleapis.com/v4/threatMatches:find';

/** Undefined without a key: nobody else's list is asked then. */
export function readSafeBrowsing(env: {
  SAFE_BROWSING_KEY?: string;
  SAFE_BROWSING_URL?: string;
}): SafeBrowsingSettings | undefined {
  const { SAFE_BROWSING_KEY: key, SAFE_BROWSING_URL: url = LOOKUP_URL } = env;
  return key ? { url, key } : undefined;
}

export function safeBrowsing(settings: SafeBrowsingSettings): HazardSource {
  return {
    name: 'safe browsing',
    isOwn: false,
    async find(addresses): Promise<Listing[]> {
      const listings: Listing[] = [];
      for (let from = 0; from < addresses.length; from += MAX_ADDRESSES)
        listings.push(...(await ask(settings, addresses.slice(from, from + MAX_ADDRESSES))));
      return listings;
    },
  };
}

async function ask({ url, key }: SafeBrowsingSettings, addresses: readonly string[]): Promise<Listing[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
    body: JSON.stringify(questionOf(addresses)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The list of dangerous addresses answered ${response.status}`);
  const matches = answerSchema.parse(await response.json()).matches ?? [];
  return matches.map(({ threat: { url: address }, threatType }) => ({
    // An answer about an address in another spelling is still about one of these.
    address: addresses.includes(address) ? address : (addresses[0] ?? ''),
    threat: THREAT[threatType] ?? 'unwanted',
  }));
}

function questionOf(addresses: readonly string[]): object {
  return {
    client: { clientId: 'hopline', clientVersion: '1' },
    threatInfo: {
      threatTypes: Object.keys(THREAT),
      platformTypes: ['ANY_PLATFORM'],
      threatEntryTypes: ['URL'],
      threatEntries: addresses.map((url) => ({ url })),
    },
  };
}
