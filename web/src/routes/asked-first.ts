/**
 * What decides how high the parts of a page are, asked before it is drawn: then nothing moves. Slow answers are not waited for;
 * skeletons stand for them. Fetched with the pages that need it, since few first visits are to one of them.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { passkeysQuery, sessionsQuery } from '../account/queries.ts';
import { documentQuery } from '../developer/queries.ts';
import { dnsQuery, domainLinksQuery, domainQuery, rootLinkQuery } from '../domains/queries.ts';
import { countsQuery } from '../labels/counts.ts';
import { foldersQuery, tagsQuery, templatesQuery } from '../links/label-queries.ts';
import { auditQuery, lettersQuery, receiptQuery } from '../proof/queries.ts';
import { permissionsQuery } from '../settings/permissions.ts';
import {
  billingQuery,
  invitationsQuery,
  matrixQuery,
  membersQuery,
  plansQuery,
  usageQuery,
} from '../settings/queries.ts';

/** Most answers are here by then; a page that comes later than this feels slow. */
export const PATIENCE_MS = 400;

/** @param asked prefetches of the query client, which never reject. */
async function soon(asked: Promise<unknown>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([Promise.all(asked), patience]);
  clearTimeout(timer);
}

type Asks = (client: QueryClient, workspace: WireWorkspace) => Promise<void>;

const members: Asks = (client, { id }) =>
  soon([
    client.prefetchQuery(membersQuery(id)),
    client.prefetchQuery(invitationsQuery(id)),
    client.prefetchQuery(matrixQuery),
  ]);

const labels: Asks = (client, { id }) =>
  soon([
    client.prefetchQuery(tagsQuery(id)),
    client.prefetchQuery(foldersQuery(id)),
    client.prefetchQuery(templatesQuery(id)),
    client.prefetchQuery(countsQuery(id, 'tagId')),
    client.prefetchQuery(countsQuery(id, 'folderId')),
  ]);

const usage: Asks = async (client, { id }) => {
  const may = await client.ensureQueryData(permissionsQuery(id));
  const asked = [client.prefetchQuery(usageQuery(id)), client.prefetchQuery(plansQuery)];
  if (may.includes('billing.read')) asked.push(client.prefetchQuery(billingQuery(id)));
  await soon(asked);
};

const proof: Asks = (client, { id, users }) => {
  const asked = [client.prefetchQuery(receiptQuery(id)), client.prefetchQuery(auditQuery(id))];
  const role = users[0]?.role;
  if (role === 'owner' || role === 'admin') asked.push(client.prefetchInfiniteQuery(lettersQuery(id)));
  return soon(asked);
};

const developer: Asks = (client) => soon([client.prefetchQuery(documentQuery)]);

export const ASKED_FIRST = { members, labels, usage, proof, developer };

export const askForAccount = (client: QueryClient): Promise<void> =>
  soon([client.prefetchQuery(sessionsQuery), client.prefetchQuery(passkeysQuery)]);

export const askForDomain = (client: QueryClient, { id }: WireWorkspace, slug: string): Promise<void> =>
  soon([
    client.prefetchQuery(domainQuery(id, slug)),
    client.prefetchQuery(dnsQuery(id, slug, false)),
    client.prefetchQuery(rootLinkQuery(id, slug)),
    client.prefetchQuery(domainLinksQuery(id, slug)),
  ]);
