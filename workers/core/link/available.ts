/** Whether a key is free, and keys that are. An answer of the moment: only creating a link takes a name. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { DEFAULT_KEY_LENGTH } from './link.ts';
import { chooseDomain, parseKey } from './name.ts';
import type { LinkContext, Name } from './ports.ts';
import { lengthAtTry, MAX_KEY_TRIES, randomKey } from './random-key.ts';

export interface Availability extends Name {
  exists: boolean;
}

/** Throws `unprocessable_entity` for a domain the workspace does not have and for a key that cannot be one. */
export async function keyExists(
  context: LinkContext,
  query: { domain?: string | undefined; key: string },
): Promise<Availability> {
  requireScope(context.actor, 'links.read');
  const domain = chooseDomain(await context.domains.all(), query.domain);
  const name = { domain: domain.slug, key: parseKey(domain, query.key) };
  return { ...name, exists: await isTaken(context, name) };
}

/** A random key that nobody has. */
export async function freeKey(
  context: LinkContext,
  query: { domain?: string | undefined; keyLength?: number | undefined },
): Promise<Name> {
  requireScope(context.actor, 'links.read');
  const domain = chooseDomain(await context.domains.all(), query.domain);
  for (let attempt = 0; attempt < MAX_KEY_TRIES; attempt++) {
    const key = randomKey(lengthAtTry(query.keyLength ?? DEFAULT_KEY_LENGTH, attempt), domain.caseSensitive);
    const name = { domain: domain.slug, key };
    if (!(await isTaken(context, name))) return name;
  }
  throw new AppError('conflict', `keyLength: no free key was found on ${domain.slug}. Ask for a longer one.`);
}

/** A resting name of the workspace's own may be taken by it at once. */
async function isTaken(context: LinkContext, name: Name): Promise<boolean> {
  const claim = await context.claims.read(name);
  if (!claim) return false;
  if (claim.restsUntil === null) return true;
  return claim.workspaceId !== context.links.workspaceId && claim.restsUntil > context.now();
}
