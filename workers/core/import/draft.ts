/** Turns an item into the link it will be, by the same rules as a link that is created by hand. */
import type { Domain } from '../domain/domain.ts';
import { refusal, refusalOf } from '../error/refuse.ts';
import { applyInput, EMPTY_CONTENT, newPassword } from '../link/draft/content.ts';
import { createLinkSchema } from '../link/input.ts';
import type { Link } from '../link/link.ts';
import { chooseDomain, parseKey } from '../link/name.ts';
import { hashPassword } from '../link/password.ts';
import type { LinkItem, OldName } from './item.ts';
import type { ImportOptions } from './job.ts';
import { tagKey } from './tags.ts';

/** A link without its key yet, when the file gives none. */
export interface Draft {
  link: Link;
  needsKey: boolean;
  domain: Domain;
}

export interface DraftFacts {
  workspaceId: string;
  userId: string | null;
  domains: readonly Domain[];
  /** By name as tags are compared. */
  tagIds: ReadonlyMap<string, string>;
  options: ImportOptions;
  nowMs: number;
}

/** Throws `unprocessable_entity` with the field that is wrong. */
export async function draftLink(id: string, item: LinkItem, facts: DraftFacts): Promise<Draft> {
  const { workspaceId, userId, nowMs } = facts;
  const parsed = createLinkSchema.safeParse(item.input);
  if (!parsed.success) throw refusalOf(parsed.error.issues, item.input);
  const domain = placeOf(item, facts);
  const key = item.key === undefined || item.key === '' ? undefined : parseKey(domain, item.key);
  const content = applyInput(EMPTY_CONTENT, parsed.data, key, nowMs, referencesOf(item, facts));
  const password = newPassword(parsed.data);
  if (password) content.settings.passwordHash = await hashPassword(password);
  const link: Link = {
    ...content,
    id,
    workspaceId,
    userId,
    domain: domain.slug,
    key: key ?? '',
    revision: 1,
    createdAt: Math.min(item.createdAt ?? nowMs, nowMs),
    updatedAt: nowMs,
  };
  return { link, domain, needsKey: key === undefined };
}

/** Where a name goes: to the given place, else it stays where it is, else to the domain for everything. Throws when there is none. */
export function placeOf(old: OldName, { domains, options }: Pick<DraftFacts, 'domains' | 'options'>): Domain {
  const given = old.domain === undefined ? undefined : options.domains?.[old.domain];
  if (given !== undefined) return chooseDomain(domains, given);
  const same = domains.find((domain) => domain.slug === old.domain);
  if (same) return same;
  if (old.domain !== undefined && options.domain === undefined)
    throw refusal(
      'domain',
      'is not a domain of this workspace: say in "domains" or "domain" where its links go',
      old.domain,
    );
  return chooseDomain(domains, options.domain);
}

function referencesOf(item: LinkItem, { tagIds, options }: DraftFacts) {
  const names = [...(options.tagNames ?? []), ...item.tagNames];
  const ids = [...new Set(names.flatMap((name) => tagIds.get(tagKey(name)) ?? []))];
  return { tagIds: ids, ...(options.folderId === undefined ? {} : { folderId: options.folderId }) };
}
