/** Finds one link by what a caller calls it: id, `ext_` and their own id, or domain and key. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { requireFolderWrite } from '../folder/access.ts';
import type { Link } from './link.ts';
import { normaliseKey } from './key-normalise.ts';
import type { LinkContext } from './ports.ts';
import type { LinkInfoQuery } from './query.ts';

const EXTERNAL_PREFIX = 'ext_';

/** Throws `bad_request` when the query names no link, `not_found` when the workspace has no such link. */
export async function getLink(context: LinkContext, query: LinkInfoQuery): Promise<Link> {
  requireScope(context.actor, 'links.read');
  if (query.linkId) return loadLink(context, query.linkId);
  if (query.externalId) return loadLink(context, EXTERNAL_PREFIX + query.externalId.replace(/^ext_/, ''));
  if (query.domain && query.key) return loadByName(context, query.domain, query.key);
  throw new AppError('bad_request', 'Name the link: linkId, or externalId, or domain and key.');
}

/** For verbs that have checked their own scope. `idOrExternal` is an id or `ext_{externalId}`. */
export async function loadLink(context: LinkContext, idOrExternal: string): Promise<Link> {
  const isExternal = idOrExternal.startsWith(EXTERNAL_PREFIX);
  const link = isExternal
    ? await context.links.byExternalId(idOrExternal.slice(EXTERNAL_PREFIX.length))
    : await context.links.byId(idOrExternal);
  if (!link) throw new AppError('not_found', `No link "${idOrExternal}" in this workspace.`);
  return link;
}

/** Same, for verbs that change it. Throws `forbidden` when it lies in a folder that may only be read. */
export async function loadLinkToWrite(context: LinkContext, idOrExternal: string): Promise<Link> {
  const link = await loadLink(context, idOrExternal);
  await requireFolderWrite(context.actor, context.folders, link.folderId);
  return link;
}

async function loadByName(context: LinkContext, domainSlug: string, key: string): Promise<Link> {
  const slug = domainSlug.trim().toLowerCase();
  const domain = (await context.domains.all()).find((each) => each.slug === slug);
  const link = domain && (await context.links.byName(slug, normaliseKey(key, domain.caseSensitive)));
  if (!link) throw new AppError('not_found', `No link "${domainSlug}/${key}" in this workspace.`);
  return link;
}
