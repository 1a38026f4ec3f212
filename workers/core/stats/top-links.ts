/** Joins the `top_links` breakdown with the links themselves; a deleted link keeps its row, from what its events remember. */
import { decodeTime } from 'ulid';
import type { LinkStore } from '../link/ports.ts';
import { shortLinkOf } from '../link/present.ts';
import type { StatsContext } from './context.ts';
import type { MetricsRow, StatsRunner } from './run.ts';
import type { TopLinksItem } from './wire.ts';

type Named = Omit<TopLinksItem, 'link' | 'shortLink' | 'clicks' | 'leads' | 'sales' | 'saleAmount' | 'uniqueVisitors'>;

export async function nameTopLinks(context: StatsContext, rows: MetricsRow[]): Promise<TopLinksItem[]> {
  const ids = rows.map((row) => row.value);
  const named = await namesOf(context.links.links, ids);
  const missing = ids.filter((id) => !named.has(id));
  for (const gone of await rememberedNames(context.runner, context.links.links.workspaceId, missing))
    named.set(gone.id, gone);
  return rows.flatMap((row) => {
    const link = named.get(row.value);
    return link
      ? [{ link: link.id, ...link, shortLink: shortLinkOf(context.addresses, link.domain, link.key), ...row.metrics }]
      : [];
  });
}

async function namesOf(store: LinkStore, ids: string[]): Promise<Map<string, Named>> {
  const links = await store.byIds(ids);
  return new Map(
    links.map(({ id, domain, key, url, title, comments, folderId, settings, createdAt }) => [
      id,
      {
        id,
        domain,
        key,
        url,
        title,
        comments,
        folderId,
        partnerId: settings.partnerId ?? null,
        createdAt: new Date(createdAt).toISOString(),
      },
    ]),
  );
}

/** Of each link its last hour is read, not its years. */
async function rememberedNames(runner: StatsRunner, workspaceId: string, ids: string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  const rows = await runner.query({
    sql: `SELECT link_id, argMax(domain, ts) AS last_domain, argMax(key, ts) AS last_key, argMax(url, ts) AS last_url
FROM raw_events_v1
WHERE workspace_id = {workspace:String} AND (link_id, toStartOfHour(ts)) IN (
  SELECT link_id, max(hour) FROM events_per_hour_v1
  WHERE workspace_id = {workspace:String} AND link_id IN {ids:Array(String)} GROUP BY link_id)
GROUP BY link_id`,
    params: { workspace: workspaceId, ids },
  });
  return rows.map((row) => ({
    id: String(row['link_id']),
    domain: String(row['last_domain']),
    key: String(row['last_key']),
    url: String(row['last_url']),
    title: null,
    comments: null,
    folderId: null,
    partnerId: null,
    createdAt: bornAt(String(row['link_id'])),
  }));
}

/** Ids carry their time of creation. */
function bornAt(linkId: string): string {
  const match = /^link_([0-9A-HJKMNP-TV-Z]{26})$/.exec(linkId);
  return new Date(match?.[1] ? decodeTime(match[1]) : 0).toISOString();
}
