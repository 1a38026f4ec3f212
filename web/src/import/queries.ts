/** Imports of a workspace, and how they are moved on. */
import { queryOptions } from '@tanstack/react-query';
import type { WireImport } from '#core/import/wire.ts';
import { API_BASE, apiFor } from '../api/client.ts';
import { networkError, errorFromText } from '../api/error.ts';
import { request } from '../api/request.ts';
import { readCsv } from './csv.ts';

/** While a file is worked through. */
const WATCH_MS = 1_000;
/** More are in the file. */
export const MAX_SHOWN_PROBLEMS = 50;

export const importsKey = (workspaceId: string) => ['imports', workspaceId] as const;

export const importsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: importsKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId).imports.$get({}, { init: { signal } })).json(),
  });

export const importQuery = (workspaceId: string, importId: string) =>
  queryOptions({
    queryKey: [...importsKey(workspaceId), importId],
    queryFn: async ({ signal }): Promise<WireImport> =>
      (await apiFor(workspaceId).imports[':importId'].$get({ param: { importId } }, { init: { signal } })).json(),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WATCH_MS : false),
    staleTime: 0,
  });

/** Where the error file is. */
export const errorsUrl = (workspaceId: string, importId: string) =>
  `${API_BASE}/imports/${encodeURIComponent(importId)}/errors?${new URLSearchParams({ workspaceId }).toString()}`;

export interface Problem {
  line: string;
  reason: string;
  content: string;
}

/** The first lines with a problem. `refused` makes a new question of a new number. */
export const problemsQuery = (workspaceId: string, importId: string, refused: number) =>
  queryOptions({
    queryKey: [...importsKey(workspaceId), importId, 'problems', refused],
    queryFn: async ({ signal }): Promise<Problem[]> => {
      const answer = await request(errorsUrl(workspaceId, importId), { signal });
      const [, ...rows] = readCsv(await answer.text(), MAX_SHOWN_PROBLEMS + 1, ',');
      return rows.map(([line = '', reason = '', content = '']) => ({ line, reason, content }));
    },
    enabled: refused > 0,
  });

/** Sends the file. `fetch` does not tell how much is on its way, so this is the older way. @param onSent part from 0 to 1. */
export function sendFile(
  workspaceId: string,
  importId: string,
  file: Blob,
  onSent: (part: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('PUT', `${API_BASE}/imports/${encodeURIComponent(importId)}/file`);
    sending.setRequestHeader('x-workspace-id', workspaceId);
    sending.setRequestHeader('content-type', 'application/octet-stream');
    sending.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0));
    sending.addEventListener('error', () => reject(networkError(undefined)));
    sending.addEventListener('load', () =>
      sending.status < 300 ? resolve() : reject(errorFromText(sending.status, sending.responseText)),
    );
    sending.send(file);
  });
}
