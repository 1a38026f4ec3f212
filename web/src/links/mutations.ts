/** Changing links. What is on the screen follows at once; where the server refuses, it goes back to what was true. */
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { bulkUpdateSchema, createLinkSchema, updateLinkSchema } from '#core/link/input.ts';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';
import { keepAnswers, refreshLists } from './cache.ts';
import { linkQuery } from './queries.ts';

export type CreateDraft = z.input<typeof createLinkSchema>;
export type UpdateDraft = z.input<typeof updateLinkSchema>;
export type SharedDraft = z.input<typeof bulkUpdateSchema>['data'];

/** The API takes this many links in one request. */
const MAX_BULK = 100;

export function useCreateLink(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: CreateDraft) => {
      const answer = await apiFor(workspaceId).links.$post({ json: draft });
      return answer.json();
    },
    onSuccess(link) {
      client.setQueryData(linkQuery(workspaceId, link.id).queryKey, link);
      void refreshLists(client, workspaceId);
    },
  });
}

export function useUpdateLink(workspaceId: string, linkId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: UpdateDraft) => {
      const answer = await apiFor(workspaceId).links[':linkId'].$patch({ param: { linkId }, json: draft });
      return answer.json();
    },
    onSuccess: (link) => keepAnswers(client, workspaceId, [link]),
  });
}

/** Takes the newest change of a link back, by its history. */
export async function undoLastChange(client: QueryClient, workspaceId: string, linkId: string): Promise<void> {
  const api = apiFor(workspaceId).links[':linkId'];
  const [last] = await (await api.history.$get({ param: { linkId }, query: { pageSize: '1' } })).json();
  if (!last) return;
  const answer = await api.history[':entryId'].undo.$post({ param: { linkId, entryId: last.id } });
  keepAnswers(client, workspaceId, [await answer.json()]);
  await refreshLists(client, workspaceId);
}

/** One refusal of a request about many links. */
export interface Refusal {
  error: string;
}

/** What is changed on which links; links that get the same go in one request. */
export type Changes = ReadonlyMap<string, SharedDraft>;

export async function sendChanges(
  workspaceId: string,
  changes: Changes,
): Promise<{ links: WireLink[]; refused: Refusal[] }> {
  const groups = new Map<string, string[]>();
  for (const [id, data] of changes) {
    const key = JSON.stringify(data);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  const links: WireLink[] = [];
  const refused: Refusal[] = [];
  for (const [data, ids] of groups) {
    for (let start = 0; start < ids.length; start += MAX_BULK) {
      const json = { linkIds: ids.slice(start, start + MAX_BULK), data: JSON.parse(data) as SharedDraft };
      const answer = await apiFor(workspaceId).links.bulk.$patch({ json });
      for (const each of await answer.json()) {
        if ('error' in each) refused.push(each);
        else links.push(each);
      }
    }
  }
  return { links, refused };
}

/** @returns how many are gone. */
export async function sendDeletes(workspaceId: string, ids: readonly string[]): Promise<number> {
  let gone = 0;
  for (let start = 0; start < ids.length; start += MAX_BULK) {
    const linkIds = ids.slice(start, start + MAX_BULK).join(',');
    const answer = await apiFor(workspaceId).links.bulk.$delete({ query: { linkIds } });
    gone += (await answer.json()).deletedCount;
  }
  return gone;
}

/** Restores one after the other a few at a time. Throws the first refusal, after all have been tried. */
export async function sendRestores(workspaceId: string, ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  const refusals: unknown[] = [];
  const work = async () => {
    for (let linkId = waiting.shift(); linkId !== undefined; linkId = waiting.shift()) {
      try {
        await apiFor(workspaceId).links[':linkId'].restore.$post({ param: { linkId } });
      } catch (error) {
        refusals.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  if (refusals.length > 0) throw refusals[0];
}

/** Restores on their way at one time. */
const PARALLEL = 4;
