/** Changing links. The cache follows at once; where the server then refuses, it goes back to what was true. */
import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';
import type { LinkPages } from './queries.ts';
import { linkQuery, linksKey } from './queries.ts';

/** What the form edits. An absent key asks for a random one. */
export interface LinkDraft {
  url: string;
  /** The workspace's primary one when absent. */
  domain?: string;
  key?: string;
  comments: string | null;
}

function editLists(client: QueryClient, workspaceId: string, edit: (page: WireLink[]) => WireLink[]) {
  client.setQueriesData<LinkPages>(
    { queryKey: [...linksKey(workspaceId), 'list'] },
    (list) => list && { ...list, pages: list.pages.map(edit) },
  );
}

export function useCreateLink(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: LinkDraft) => {
      const answer = await apiFor(workspaceId).links.$post({ json: draft });
      return answer.json();
    },
    onSuccess(link) {
      client.setQueryData(linkQuery(workspaceId, link.id).queryKey, link);
      // The unfiltered list starts with the newest; filtered ones are asked again.
      client.setQueryData<LinkPages>(
        [...linksKey(workspaceId), 'list', ''],
        (list) => list && { ...list, pages: list.pages.map((page, i) => (i === 0 ? [link, ...page] : page)) },
      );
      void client.invalidateQueries({ queryKey: [...linksKey(workspaceId), 'list'] });
    },
  });
}

export function useUpdateLink(workspaceId: string, linkId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: LinkDraft) => {
      const answer = await apiFor(workspaceId).links[':linkId'].$patch({ param: { linkId }, json: draft });
      return answer.json();
    },
    onSuccess(link) {
      client.setQueryData(linkQuery(workspaceId, linkId).queryKey, link);
      editLists(client, workspaceId, (page) => page.map((other) => (other.id === link.id ? link : other)));
    },
  });
}

export function useDeleteLink(workspaceId: string) {
  const client = useQueryClient();
  const lists = [...linksKey(workspaceId), 'list'];
  return useMutation({
    mutationFn: async (link: WireLink) => {
      await apiFor(workspaceId).links[':linkId'].$delete({ param: { linkId: link.id } });
    },
    async onMutate(link) {
      await client.cancelQueries({ queryKey: lists });
      const before = client.getQueriesData<LinkPages>({ queryKey: lists });
      editLists(client, workspaceId, (page) => page.filter((other) => other.id !== link.id));
      return { before };
    },
    onError(_error, _link, context) {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
    },
    onSuccess(_nothing, link) {
      client.removeQueries({ queryKey: linkQuery(workspaceId, link.id).queryKey });
    },
    onSettled: () => client.invalidateQueries({ queryKey: lists }),
  });
}
