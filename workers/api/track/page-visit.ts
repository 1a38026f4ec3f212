/** What a request of a page shows about its visitor: under the same limits and the same privacy as at the edge. */
import type { Context } from 'hono';
import type { PageVisit } from '#core/conversion/page-click.ts';
import { type CapturedClick, MAX_REFERER_CHARS, MAX_UA_CHARS } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { coarseGeo, readGeo, type RequestPlace } from '#core/visitor/geo.ts';
import { readSigns } from '#core/visitor/signs.ts';
import { visitorId } from '#core/visitor/visitor-id.ts';
import { addressOf } from '../http/address.ts';
import type { ApiContext } from '../http/context.ts';

/** BCP 47 tags people use are far shorter. */
const MAX_LANGUAGE_CHARS = 35;

/** @param said what the page itself reports. */
export async function pageVisit(
  c: Context<ApiContext>,
  workspaceId: string,
  said: Pick<CapturedClick, 'url' | 'referer' | 'trigger'>,
): Promise<PageVisit> {
  const header = (name: string) => c.req.header(name) ?? '';
  const ts = Date.now();
  const ua = header('user-agent').slice(0, MAX_UA_CHARS);
  const optedOut = header('sec-gpc') === '1' || header('dnt') === '1';
  const geo = readGeo(c.req.raw.cf as RequestPlace | undefined);
  const salt = optedOut ? undefined : await c.get('services').salt(ts);
  return {
    ...said,
    id: uuidv7(ts),
    ts,
    ua,
    referer: said.referer.slice(0, MAX_REFERER_CHARS),
    language: firstLanguage(header('accept-language')),
    geo: optedOut ? coarseGeo(geo) : geo,
    signs: [...readSigns({ method: c.req.method, ua, purpose: header('sec-purpose') })],
    visitor: salt ? visitorId(salt, workspaceId, addressOf(c) ?? '', ua) : '',
  };
}

/** `de-CH,de;q=0.9` → `de-CH`; `*` and nonsense → empty. */
function firstLanguage(header: string): string {
  const tag = (header.split(/[,;]/, 1)[0] ?? '').trim();
  return tag.length <= MAX_LANGUAGE_CHARS && /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : '';
}
