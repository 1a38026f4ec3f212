/** One request on its way through the edge: what is known after its address has been read. */
import type { RequestAddress } from '#core/link/request-address.ts';
import { readAddress } from '#core/link/request-address.ts';
import type { DomainRecord } from '#core/route/record.ts';
import type { WorkspaceRule } from '#core/route/workspace-list.ts';
import type { Edge } from '../env.ts';
import type { Defer } from '../lookup/ports.ts';

/** A request with what everybody asks of it, read once: each look at a member of a request is a call into the runtime. */
export interface Arrival {
  request: Request;
  method: string;
  url: string;
  /** Undefined for a url that cannot be a short address. */
  address: RequestAddress | undefined;
}

export function arrivalOf(request: Request): Arrival {
  const { method, url } = request;
  return { request, method, url, address: readAddress(url) };
}

export interface Visiting {
  request: Request;
  method: string;
  url: string;
  edge: Edge;
  defer: Defer;
  /** Which workspaces are strict; a promise while an isolate does not know yet. */
  strict: WorkspaceRule | Promise<WorkspaceRule>;
  /** Which workspaces are in quarantine; likewise. */
  quarantined: WorkspaceRule | Promise<WorkspaceRule>;
  /** The short-link hostname, aliases resolved. */
  domainName: string;
  domain: DomainRecord;
  /** The key as visited, normalised. */
  key: string;
  /** Path and query of the request as sent. */
  path: string;
  query: string;
}

/** The address people share: the request's own origin, so that it also works on stacks without the real domain. */
export function shortUrlOf(visiting: Visiting, path = visiting.path): string {
  const { url } = visiting;
  return url.slice(0, url.indexOf('/', url.indexOf('://') + 3)) + path;
}
