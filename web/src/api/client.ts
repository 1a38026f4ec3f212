/** The API, typed by the worker that serves it: only its types are imported, none of its code. */
import { hc } from 'hono/client';
import type { ApiRoutes } from '../../../workers/api/client-type.ts';
import { request } from './request.ts';

/** Where the web worker hands requests to the api worker. */
export const API_BASE = '/api';
/** Sessions span workspaces: this header says which one a request is about. */
export const WORKSPACE_HEADER = 'x-workspace-id';

function connect(headers: Record<string, string>) {
  return hc<ApiRoutes>(API_BASE, { headers, fetch: request });
}

export type Api = ReturnType<typeof connect>;

/** The API outside any workspace: who am I, and where. */
export const account: Api = connect({});

const clients = new Map<string, Api>();

/** The API within one workspace; the same object each time. */
export function apiFor(workspaceId: string): Api {
  let client = clients.get(workspaceId);
  if (!client) {
    client = connect({ [WORKSPACE_HEADER]: workspaceId });
    clients.set(workspaceId, client);
  }
  return client;
}

/** Address of the live socket, which cannot carry headers. */
export function liveUrl(workspaceId: string): string {
  const url = new URL(`${API_BASE}/live`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('workspaceId', workspaceId);
  return url.href;
}
