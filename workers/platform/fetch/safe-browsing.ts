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

export function safeBrowsing({ url, key }: SafeBrowsingSettings): HazardSource {
  return {
    name: 'safe browsing',
    async find(addresses): Promise<Listing | undefined> {
      const asked = addresses.slice(0, MAX_ADDRESSES);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
        body: JSON.stringify(questionOf(asked)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`The list of dangerous addresses answered ${response.status}`);
      const [match] = answerSchema.parse(await response.json()).matches ?? [];
      if (!match) return undefined;
      const address = asked.find((each) => each === match.threat.url) ?? asked[0] ?? '';
      return { address, threat: THREAT[match.threatType] ?? 'unwanted' };
    },
  };
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
