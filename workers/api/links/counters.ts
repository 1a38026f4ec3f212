/** Links with their live counters from the ledger. Counters that do not answer never fail a list: they read zero, and the answer says so. */
import type { Context } from 'hono';
import type { Link } from '#core/link/link.ts';
import { toWireLink } from '#core/link/present.ts';
import type { WireLink } from '#core/link/wire.ts';
import type { Totals } from '#core/ledger/contract.ts';
import { MAX_LINKS_PER_TOTALS, NO_TOTALS } from '#core/ledger/contract.ts';
import { toWireTag, type WireTag } from '#core/tag/wire.ts';
import { describeError } from '#platform/log/log.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { setEtag } from '../http/etag.ts';
import { tagsOf } from '../labels/services.ts';

/** Set to `unavailable` when the counters in this answer are not known. */
export const COUNTERS_HEADER = 'x-hopline-counters';
/** A list is worth more than its counters: it does not wait longer for them. */
const TOTALS_TIMEOUT_MS = 2_000;

export async function withCounters(c: Context<ApiContext>, links: Link[]): Promise<WireLink[]> {
  const { addresses } = c.get('services');
  const ids = links.map((link) => link.id);
  const [totals, tags] = await Promise.all([readTotals(c, ids), tagsOn(c, links)]);
  return links.map((link, index) => toWireLink(link, totals[index] ?? NO_TOTALS, addresses, tags));
}

/** One link with its counters and its ETag. */
export async function showLink(c: Context<ApiContext>, link: Link): Promise<WireLink> {
  setEtag(c, link.revision);
  const [shown] = await withCounters(c, [link]);
  if (!shown) throw new Error('A link was given and none was shown');
  return shown;
}

/** A link nobody can have clicked yet. */
export async function showNewLink(c: Context<ApiContext>, link: Link): Promise<WireLink> {
  setEtag(c, link.revision);
  return toWireLink(link, NO_TOTALS, c.get('services').addresses, await tagsOn(c, [link]));
}

/** The tags that any of these links carry. */
async function tagsOn(c: Context<ApiContext>, links: Link[]): Promise<Map<string, WireTag>> {
  const ids = [...new Set(links.flatMap((link) => link.tagIds))];
  const tags = await tagsOf(c.get('services'), actorOf(c)).tags.byIds(ids);
  return new Map(tags.map((tag) => [tag.id, toWireTag(tag)]));
}

async function readTotals(c: Context<ApiContext>, ids: string[]): Promise<Totals[]> {
  if (ids.length === 0) return [];
  const { config, log } = c.get('services');
  const workspaceId = actorOf(c).workspace.id;
  try {
    const parts: string[][] = [];
    for (let start = 0; start < ids.length; start += MAX_LINKS_PER_TOTALS)
      parts.push(ids.slice(start, start + MAX_LINKS_PER_TOTALS));
    const answers = await within(
      TOTALS_TIMEOUT_MS,
      Promise.all(parts.map((part) => config.ledgerOf(workspaceId).totals(workspaceId, part))),
    );
    return answers.flatMap((answer) => answer.links);
  } catch (error) {
    log.error('counters.unavailable', { requestId: c.get('requestId'), workspaceId, error: describeError(error) });
    c.header(COUNTERS_HEADER, 'unavailable');
    return [];
  }
}

async function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
