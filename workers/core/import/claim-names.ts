/** Claims the names of a portion's links: what is free at once, what was used before one by one, by the rules of a single link. */
import { AppError } from '../error/app-error.ts';
import { claimName, parseKey } from '../link/name.ts';
import { DEFAULT_KEY_LENGTH } from '../link/link.ts';
import type { Claim, Name, NewClaim } from '../link/ports.ts';
import { nameText } from './name-text.ts';
import { lengthAtTry, MAX_KEY_TRIES, randomKey } from '../link/random-key.ts';
import type { Drafted } from './import-portion.ts';
import type { ImportContext } from './ports.ts';
import { reasonOf, type Refused } from './portion.ts';

export interface Placed {
  /** Lines whose name is theirs now. */
  claimed: Drafted[];
  /** Lines whose link was here before; `link` is the one that is here. */
  unchanged: Drafted[];
}

/** @param only true: nothing is claimed, the answer is what would have come of it. */
export async function claimNames(
  context: ImportContext,
  drafts: readonly Drafted[],
  only: boolean,
  refused: Refused[],
): Promise<Placed> {
  const placed: Placed = { claimed: [], unchanged: [] };
  if (!only)
    await context.claims.claim(drafts.filter(({ needsKey }) => !needsKey).map((each) => claimOf(context, each)));
  const claims = await claimsOf(
    context,
    drafts.filter(({ needsKey }) => !needsKey),
  );
  for (const each of drafts) {
    if (each.needsKey) continue;
    const claim = claims.get(nameText(each.link));
    if (claim === undefined || claim.linkId === each.link.id) placed.claimed.push(each);
    else await settleTaken(context, each, claim, only, placed, refused);
  }
  const random = drafts.filter(({ needsKey }) => needsKey);
  placed.claimed.push(...(only ? random : await claimRandom(context, random, refused)));
  return placed;
}

/** Somebody has the name: this workspace with the same link, or an orphan or a rest that can be taken over, or another link. */
async function settleTaken(
  context: ImportContext,
  each: Drafted,
  claim: Claim,
  only: boolean,
  placed: Placed,
  refused: Refused[],
): Promise<void> {
  try {
    const own = claim.workspaceId === context.actor.workspace.id;
    const found = own ? await context.one.links.byName(claim.domain, claim.key) : undefined;
    if (found && found.url === each.link.url) {
      placed.unchanged.push({ ...each, link: found });
      return;
    }
    if (found) throw taken(each.link, `leads to ${found.url} already`);
    if (only && claim.restsUntil === null && !own) throw taken(each.link, 'is already taken');
    if (!only) await claimName(context.one, each.link, each.link.id, 0);
    placed.claimed.push(each);
  } catch (error) {
    refused.push({ line: each.line, reason: reasonOf(error) });
  }
}

/** A random key is rarely taken: all are tried at once, the few that met another go again, longer. */
async function claimRandom(context: ImportContext, drafts: Drafted[], refused: Refused[]): Promise<Drafted[]> {
  const claimed: Drafted[] = [];
  let open = drafts;
  for (let attempt = 0; attempt < MAX_KEY_TRIES && open.length > 0; attempt++) {
    const named = open.map((each) => ({ ...each, link: { ...each.link, key: keyFor(each, attempt) } }));
    await context.claims.claim(named.map((each) => claimOf(context, each)));
    const claims = await claimsOf(context, named);
    const isOurs = (each: Drafted) => claims.get(nameText(each.link))?.linkId === each.link.id;
    claimed.push(...named.filter(isOurs));
    open = named.filter((each) => !isOurs(each));
  }
  for (const { line, link } of open) refused.push({ line, reason: `key: no free key was found on ${link.domain}.` });
  return claimed;
}

function keyFor({ domain }: Drafted, attempt: number): string {
  return parseKey(domain, randomKey(lengthAtTry(DEFAULT_KEY_LENGTH, attempt), domain.caseSensitive));
}

async function claimsOf(context: ImportContext, drafts: readonly Drafted[]): Promise<Map<string, Claim>> {
  const claims = await context.claims.read(drafts.map(({ link }) => link));
  return new Map(claims.map((claim) => [nameText(claim), claim]));
}

function claimOf({ one, actor }: ImportContext, { link }: Drafted): NewClaim {
  const { domain, key, id } = link;
  return { domain, key, revision: 0, workspaceId: actor.workspace.id, linkId: id, claimedAt: one.now() };
}

function taken({ domain, key }: Name, why: string): AppError {
  return new AppError('conflict', `key: "${key}" ${why} on ${domain}. Choose another key.`);
}
