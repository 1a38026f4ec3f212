/** Visits of this moment, through the front door: each one is a request to the edge and goes the whole way. */
import type { Visit } from './visits.ts';

/** More would only wait in line: everything runs on this machine. */
const CONCURRENCY = 16;

/** Header by which the local runtime takes the request's place; on Cloudflare it means nothing. */
const PLACE_HEADER = 'MF-CF-Blob';

/** Takes `count` visits from `visits`. Resolves with the number that were redirected. */
export async function walkIn(edgeUrl: string, visits: Iterator<Visit>, count: number): Promise<number> {
  let taken = 0;
  let redirected = 0;
  const lane = async (): Promise<void> => {
    while (taken < count) {
      taken++;
      const status = await walkInOnce(edgeUrl, visits.next().value as Visit);
      if (status >= 300 && status < 400) redirected++;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return redirected;
}

async function walkInOnce(
  edgeUrl: string,
  { link, place, ua, referer, query, isScan, visitor }: Visit,
): Promise<number> {
  const { country, continent, region, city, asn, language } = place;
  const cf = { country, continent, regionCode: region, city, asn, clientAcceptEncoding: '' };
  const asked = isScan ? 'qr=1' : query;
  const answer = await fetch(`${edgeUrl}/${link.key}${asked && `?${asked}`}`, {
    redirect: 'manual',
    headers: {
      // Headers are bytes; names of cities are not.
      [PLACE_HEADER]: JSON.stringify(cf).replace(
        /[^\0-\x7f]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
      'CF-Connecting-IP': addressOf(visitor),
      'User-Agent': ua,
      'Accept-Language': `${language},en;q=0.5`,
      ...(referer && { Referer: referer }),
    },
  });
  await answer.body?.cancel();
  return answer.status;
}

/** A stable address in 100.64.0.0/10, the range that belongs to nobody in particular (RFC 6598). */
function addressOf(visitor: number): string {
  return `100.${64 + ((visitor >> 16) & 63)}.${(visitor >> 8) & 255}.${visitor & 255}`;
}
