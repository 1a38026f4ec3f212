/** Links to send visitors to, made through the api; the same seed finds the same links again. */
import { bearer, callApi, expectOk } from '../demo/api.ts';
import type { Random } from './random.ts';
import type { SeedLink } from './visits.ts';

const CONCURRENCY = 8;
/** Waits that a rate limit may ask for before this gives up. */
const MAX_RETRIES = 10;
const TOPICS = [
  'launch',
  'pricing',
  'webinar',
  'guide',
  'report',
  'podcast',
  'sale',
  'jobs',
  'demo',
  'beta',
  'event',
  'survey',
];
const KINDS = [
  'spring',
  'team',
  'pro',
  'weekly',
  'global',
  'partner',
  'mobile',
  'design',
  'data',
  'cloud',
  'green',
  'fast',
];

export interface LinkMaker {
  apiUrl: string;
  token: string;
  domain: string;
}

export async function createSeedLinks(maker: LinkMaker, random: Random, count: number): Promise<SeedLink[]> {
  const wanted = Array.from({ length: count }, () => {
    const topic = random.pick(TOPICS);
    const key = `${random.pick(KINDS)}-${topic}-${random.below(36 ** 4).toString(36)}`;
    return { key, url: `https://example.com/${topic}/${random.below(1000)}` };
  });
  const links: SeedLink[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      const link = wanted[index];
      if (link) links[index] = await createOrFind(maker, link);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return links;
}

async function createOrFind(
  { apiUrl, token, domain }: LinkMaker,
  wanted: { key: string; url: string },
): Promise<SeedLink> {
  const headers = bearer(token);
  for (let attempt = 0; attempt < MAX_RETRIES; attempt++) {
    const made = await callApi<SeedLink>(`${apiUrl}/links`, { method: 'POST', headers, body: { ...wanted, domain } });
    if (made.status === 409) {
      const name = new URLSearchParams({ domain, key: wanted.key });
      return expectOk('Finding a link', await callApi<SeedLink>(`${apiUrl}/links/info?${name}`, { headers }));
    }
    if (made.status !== 429) return expectOk('Creating a link', made);
    const waitSeconds = Number(made.headers.get('retry-after')) || 1;
    await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1000));
  }
  throw new Error('The api kept refusing new links because of its rate limit. Try again later.');
}
