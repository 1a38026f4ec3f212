/** Updates a link: fields given are laid over the newest revision, so that two people changing different fields both succeed. */
import type { AuditAction } from '../audit/actions.ts';
import { refuseBlocked, refuseQuarantined } from '../abuse/block.ts';
import type { Assessment } from '../abuse/score.ts';
import { noteSuspicion, refuseHazards } from '../abuse/screen.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { requireRevision } from '../schema/revision.ts';
import { describeChange, isSame } from './change.ts';
import { externalIdTaken, releaseQuietly } from './create.ts';
import { applyInput, newPassword } from './draft/content.ts';
import { refuseLoops } from './draft/loops.ts';
import { loadLinkToWrite } from './get.ts';
import type { UpdateLinkInput } from './input.ts';
import type { Link } from './link.ts';
import { chooseDomain, claimName, parseKey } from './name.ts';
import { hashPassword } from './password.ts';
import type { LinkContext, Name, UpdateOutcome } from './ports.ts';
import { publishLink, withdrawName } from './publish.ts';
import { resolveReferences } from './references.ts';

/** Attempts against other writers before the caller is told; each lost one means somebody else's change went through. */
const MAX_ATTEMPTS = 10;

export interface UpdateOptions {
  /** Refuse with `precondition_failed` unless the link is still at this revision (If-Match). */
  revision?: number;
}

/** @returns the link after the change. Throws `not_found`, `conflict`, `precondition_failed`, `unprocessable_entity`. */
export async function updateLink(
  context: LinkContext,
  idOrExternal: string,
  input: UpdateLinkInput,
  options: UpdateOptions = {},
): Promise<Link> {
  requireScope(context.actor, 'links.write');
  refuseQuarantined(context.actor.workspace);
  const password = newPassword(input);
  const passwordHash = password ? await hashPassword(password) : password;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await loadLinkToWrite(context, idOrExternal);
    refuseBlocked(before);
    requireRevision('link', before.revision, options.revision);
    const { after, assessment } = await revise(context, before, input, passwordHash);
    if (isSame(before, after)) return before;
    if (!(await writeRevision(context, before, after))) continue;
    await noteSuspicion(context.screening, assessment, after, 'changed');
    return after;
  }
  throw new AppError('conflict', 'Too many changes of this link at the same time. Try again.');
}

async function revise(
  context: LinkContext,
  before: Link,
  input: UpdateLinkInput,
  passwordHash: string | null | undefined,
): Promise<{ after: Link; assessment: Assessment | undefined }> {
  const now = context.now();
  const name = await nextName(context, before, input);
  const content = applyInput(before, input, name.key, now, await resolveReferences(context, input));
  await refuseLoops(context.domains, content, before);
  const assessment = await refuseHazards(context.screening, content, before);
  if (passwordHash === null) delete content.settings.passwordHash;
  else if (passwordHash !== undefined) content.settings.passwordHash = passwordHash;
  const revision = before.revision + 1;
  const after = { ...before, ...content, ...name, revision, updatedAt: Math.max(now, before.updatedAt) };
  return { after, assessment };
}

async function nextName(context: LinkContext, before: Link, input: UpdateLinkInput): Promise<Name> {
  if (input.domain === undefined && input.key === undefined) return { domain: before.domain, key: before.key };
  const domain = chooseDomain(await context.domains.all(), input.domain ?? before.domain);
  return { domain: domain.slug, key: parseKey(domain, input.key ?? before.key) };
}

/** False when another writer came first. A new name is claimed before and given back when the write does not happen. */
export async function writeRevision(
  context: LinkContext,
  before: Link,
  after: Link,
  action: AuditAction = 'link.update',
): Promise<boolean> {
  const renamed = before.domain !== after.domain || before.key !== after.key;
  if (renamed) await claimName(context, after, after.id, before.revision);
  const entry = auditEntry(context.actor, action, after.id, describeChange(before, after), after.updatedAt);
  const outcome = await context.links.update(before, after, entry);
  if (outcome !== 'written' && renamed) await releaseQuietly(context, after);
  refuseTaken(outcome, after);
  if (outcome === 'changed-meanwhile') return false;
  await publishLink(context, after);
  if (renamed) await withdrawName(context, before, before.id, after.revision);
  return true;
}

function refuseTaken(outcome: UpdateOutcome, link: Link): void {
  if (outcome === 'external-id-taken') throw externalIdTaken(link.externalId);
  if (outcome === 'name-taken')
    throw new AppError('conflict', `key: "${link.key}" is already taken on ${link.domain}. Choose another key.`);
}
