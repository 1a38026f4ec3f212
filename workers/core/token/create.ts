/** Creates an API token. It can do at most what its creator can do at this moment, and never more later. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { newEntityId } from '../id/entity-id.ts';
import { parseDate } from '../schema/date.ts';
import { describeToken } from './describe.ts';
import { requireGrantable, requireRoleWithin } from './grant.ts';
import { parseBlocks, parseHosts } from './place-limit.ts';
import { newToken } from './secret.ts';
import type { Token, TokenContext } from './token.ts';
import type { CreateTokenInput } from './wire.ts';

/** More live tokens than this cannot be looked after by people. */
export const MAX_TOKENS = 200;
/** A publishable key can be read by anybody, so it can do one thing only: report what happens in a browser. */
const PUBLISHABLE_SCOPES = ['events.write'] as const;

/** @returns the stored token and, this once, the secret. */
export async function createToken(
  context: TokenContext,
  input: CreateTokenInput,
): Promise<{ token: Token; secret: string }> {
  const { actor, tokens } = context;
  requireScope(actor, 'tokens.write');
  const kind = input.kind ?? 'secret';
  refuseMisfits(input);
  const scopes = kind === 'publishable' ? [...PUBLISHABLE_SCOPES] : [...new Set(input.scopes ?? [])];
  requireGrantable(actor, scopes);
  // A page's key must outlive the person who made it, so it is a machine's, too.
  const machineRole = kind === 'publishable' ? 'editor' : input.machine ? (input.role ?? 'editor') : machineOf(context);
  if (machineRole) requireRoleWithin(actor, machineRole);
  const now = context.now();
  const expiresAt = parseExpiry(input.expiresAt, now);
  if ((await tokens.count()) >= MAX_TOKENS)
    throw new AppError('forbidden', `A workspace can have ${MAX_TOKENS} tokens. Revoke one that is not used.`);

  const made = await newToken(kind);
  const token: Token = {
    id: newEntityId('token', now),
    workspaceId: tokens.workspaceId,
    kind,
    userId: machineRole ? null : actor.userId,
    machineRole: machineRole ?? null,
    name: input.name,
    hash: made.hash,
    start: made.start,
    publicKey: kind === 'publishable' ? made.token : null,
    scopes,
    allowedIps: parseBlocks(input.allowedIps ?? []),
    allowedHosts: parseHosts(input.allowedHosts ?? []),
    expiresAt,
    lastUsedAt: null,
    createdAt: now,
    revision: 1,
  };
  await tokens.insert(token, auditEntry(actor, 'token.create', token.id, { after: describeToken(token) }, now));
  return { token, secret: made.token };
}

/** Unix milliseconds, null for never. Throws `unprocessable_entity` for the past. */
export function parseExpiry(input: string | null | undefined, nowMs: number): number | null {
  if (input === null || input === undefined) return null;
  const expiresAt = parseDate('expiresAt', input);
  if (expiresAt <= nowMs) throw refusal('expiresAt', 'must be in the future', input);
  return expiresAt;
}

/** What a machine makes belongs to a machine of the same role. */
function machineOf({ actor }: TokenContext): Token['machineRole'] {
  return actor.token?.machine ? (actor.role as Token['machineRole']) : null;
}

function refuseMisfits({ kind = 'secret', scopes, machine, role, allowedHosts, allowedIps }: CreateTokenInput): void {
  if (kind === 'secret') {
    if (!scopes?.length) throw refusal('scopes', 'is required: name what the token may do', scopes);
    if (allowedHosts?.length)
      throw refusal('allowedHosts', 'belongs to publishable keys; use allowedIps for a secret token');
    if (role !== undefined && !machine)
      throw refusal('role', 'is for machines only; a token of a person has the role of the person', role);
    return;
  }
  if (scopes?.some((scope) => scope !== 'events.write' && scope !== 'conversions.write'))
    throw refusal('scopes', 'of a publishable key is always events.write; leave it out', scopes);
  if (allowedIps?.length) throw refusal('allowedIps', 'does not suit a key used by visitors; use allowedHosts');
  if (role !== undefined) throw refusal('role', 'cannot be chosen for a publishable key', role);
}
