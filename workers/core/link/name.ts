/** Chooses and claims the name of a link: its domain and key. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { Domain } from '../domain/domain.ts';
import { linkKvKey, MAX_KV_KEY_BYTES } from '../route/keys.ts';
import { keyProblem, normaliseKey, ROOT_KEY } from './key-normalise.ts';
import { DEFAULT_KEY_LENGTH, MAX_KEY_CHARS } from './link.ts';
import type { Claim, LinkContext, Name, NewClaim } from './ports.ts';
import { lengthAtTry, MAX_KEY_TRIES, randomKey } from './random-key.ts';

/** A claim without a record younger than this belongs to a request that is still at work. */
const CLAIM_IN_FLIGHT_MS = 30_000;

/** The domain named, or the primary one. Throws when the workspace does not have it. */
export function chooseDomain(domains: readonly Domain[], slug: string | undefined): Domain {
  const wanted = slug?.trim().toLowerCase();
  const domain =
    wanted === undefined
      ? domains.find((each) => each.verified && !each.archived)
      : domains.find((each) => each.slug === wanted);
  if (domain?.verified) return domain;
  if (domain) throw refusal('domain', 'is not verified yet: add its DNS records and verify it first', slug);
  if (wanted === undefined) throw refusal('domain', 'is required: this workspace has no verified domain yet');
  throw refusal('domain', 'is not a domain of this workspace', slug);
}

/** The key as it will be stored. Throws `unprocessable_entity` with the reason when it cannot be one. */
export function parseKey(domain: Domain, key: string): string {
  const normal = normaliseKey(key, domain.caseSensitive);
  const problem = keyProblem(normal);
  if (problem) throw refusal('key', lowerFirst(problem), key);
  if (!domain.own && normal === ROOT_KEY)
    throw refusal('key', 'is the shared domain itself, which is nobody’s own', key);
  if (normal.length > MAX_KEY_CHARS) throw refusal('key', `must be at most ${MAX_KEY_CHARS} characters`);
  if (!normal.isWellFormed()) throw refusal('key', 'must be well-formed text', key);
  if (new TextEncoder().encode(linkKvKey(domain.slug, normal)).byteLength > MAX_KV_KEY_BYTES) {
    throw refusal('key', `must be at most ${MAX_KV_KEY_BYTES} bytes together with its domain`);
  }
  return normal;
}

/** Claims exactly this name for a link at this revision (0: new). Throws `conflict` when somebody has it. */
export async function claimName(context: LinkContext, name: Name, linkId: string, revision: number): Promise<void> {
  const claim = claimOf(context, name, linkId, revision);
  if (await context.claims.claim(claim)) return;
  if (await takeOverOrphan(context, claim)) return;
  throw new AppError('conflict', `key: "${name.key}" is already taken on ${name.domain}. Choose another key.`);
}

/** Claims a random free key; the length grows when a length is crowded. */
export async function claimRandomName(
  context: LinkContext,
  domain: Domain,
  linkId: string,
  options: { length?: number; prefix?: string },
): Promise<Name> {
  for (let attempt = 0; attempt < MAX_KEY_TRIES; attempt++) {
    const random = randomKey(lengthAtTry(options.length ?? DEFAULT_KEY_LENGTH, attempt), domain.caseSensitive);
    const key = parseKey(domain, joinPrefix(options.prefix ?? '', random));
    if (await context.claims.claim(claimOf(context, { domain: domain.slug, key }, linkId, 0)))
      return { domain: domain.slug, key };
  }
  throw new AppError('conflict', `keyLength: no free key was found on ${domain.slug}. Ask for a longer one.`);
}

function claimOf(context: LinkContext, { domain, key }: Name, linkId: string, revision: number): NewClaim {
  return { domain, key, revision, workspaceId: context.links.workspaceId, linkId, claimedAt: context.now() };
}

/**
 * A claim of this workspace whose link does not exist (a create that died half way, a deleted link) may be used again at once;
 * another workspace's only when its name has rested long enough, or at once on a domain that has become this workspace's own.
 */
async function takeOverOrphan(context: LinkContext, next: NewClaim): Promise<boolean> {
  const taken = await context.claims.read(next);
  if (!taken) return context.claims.claim(next);
  if (taken.workspaceId !== context.links.workspaceId)
    return (await mayTake(taken, context)) && context.claims.takeOver(taken, next);
  const isResting = taken.restsUntil !== null;
  if (!isResting && taken.record === null && context.now() - taken.claimedAt < CLAIM_IN_FLIGHT_MS) return false;
  const owner = await context.links.byId(taken.linkId);
  if (owner && owner.domain === next.domain && owner.key === next.key) return false;
  return context.claims.takeOver(taken, next);
}

/** Names rest to protect a domain's visitors from its other workspaces; who owns a domain alone has nobody to wait for. */
async function mayTake(claim: Claim, context: LinkContext): Promise<boolean> {
  if (claim.restsUntil === null) return false;
  if (claim.restsUntil <= context.now()) return true;
  return (await context.domains.all()).some(({ slug, own, shared }) => slug === claim.domain && own && !shared);
}

/** `/c/` and `c` both mean keys such as `c/x7`. */
function joinPrefix(prefix: string, key: string): string {
  const bare = prefix.trim().replace(/^\/+|\/+$/g, '');
  return bare === '' ? key : `${bare}/${key}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
