/** The lists and links in memory: changed at once, and put back as they were when the server refuses. */
import type { QueryClient } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { cachedPages, linkQuery, listsKey } from './queries.ts';

export type Snapshot = () => void;

/**
 * Applies `edit` to every copy of these links; undefined takes a copy off the lists.
 * @returns puts everything back as it was.
 */
export async function editLinks(
  client: QueryClient,
  workspaceId: string,
  ids: ReadonlySet<string>,
  edit: (link: WireLink) => WireLink | undefined,
): Promise<Snapshot> {
  // An answer that is on its way knows nothing of the change.
  await client.cancelQueries({ queryKey: listsKey(workspaceId) });
  const before: [readonly unknown[], unknown][] = [];
  for (const [key, page] of cachedPages(client, workspaceId)) {
    if (!page?.some((link) => ids.has(link.id))) continue;
    before.push([key, page]);
    client.setQueryData<WireLink[]>(
      key,
      page.flatMap((link) => (ids.has(link.id) ? (edit(link) ?? []) : link)),
    );
  }
  for (const id of ids) {
    const { queryKey } = linkQuery(workspaceId, id);
    const link = client.getQueryData(queryKey);
    const after = link && edit(link);
    if (!after) continue;
    before.push([queryKey, link]);
    client.setQueryData(queryKey, after);
  }
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

/** Puts what the server answered in place of every copy. */
export function keepAnswers(client: QueryClient, workspaceId: string, links: readonly WireLink[]): void {
  const byId = new Map(links.map((link) => [link.id, link]));
  for (const [key, page] of cachedPages(client, workspaceId))
    if (page?.some((link) => byId.has(link.id)))
      client.setQueryData<WireLink[]>(
        key,
        page.map((link) => byId.get(link.id) ?? link),
      );
  for (const link of links) client.setQueryData(linkQuery(workspaceId, link.id).queryKey, link);
}

/** Asks again for the lists that are on the screen; the others when somebody looks at them. */
export function refreshLists(client: QueryClient, workspaceId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: listsKey(workspaceId) });
}
