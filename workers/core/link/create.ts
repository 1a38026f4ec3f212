/** Creates a link: its name is claimed first, so that of any number of requests for one name exactly one succeeds. */
import { refuseQuarantined } from '../abuse/block.ts';
import { noteSuspicion, refuseHazards } from '../abuse/screen.ts';
import { requireScope } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { describeChange } from './change.ts';
import { applyInput, EMPTY_CONTENT, newPassword } from './draft/content.ts';
import { refuseLoops } from './draft/loops.ts';
import type { CreateLinkInput } from './input.ts';
import type { Link } from './link.ts';
import { chooseDomain, claimName, claimRandomName, parseKey } from './name.ts';
import { hashPassword } from './password.ts';
import type { InsertOutcome, LinkContext } from './ports.ts';
import { publishLink } from './publish.ts';
import { resolveReferences } from './references.ts';
import { applyTemplate } from './template.ts';

/** @returns the link as written. Throws `forbidden` when the plan is used up, `conflict` when its key or external id is taken, `unprocessable_entity` on a wrong value. */
export async function createLink(context: LinkContext, given: CreateLinkInput): Promise<Link> {
  requireScope(context.actor, 'links.write');
  refuseQuarantined(context.actor.workspace);
  await context.entitlements.require('links');
  const input = await applyTemplate(context, given);
  const now = context.now();
  const domain = chooseDomain(await context.domains.all(), input.domain);
  const key = input.key === undefined ? undefined : parseKey(domain, input.key);
  const content = applyInput(EMPTY_CONTENT, input, key, now, await resolveReferences(context, input));
  await refuseLoops(context.domains, content);
  const assessment = await refuseHazards(context.screening, content);
  const password = newPassword(input);
  if (password) content.settings.passwordHash = await hashPassword(password);

  const id = newEntityId('link', now);
  const name =
    key === undefined ? await claimRandomName(context, domain, id, randomOptions(input)) : { domain: domain.slug, key };
  if (key !== undefined) await claimName(context, name, id, 0);
  const link: Link = {
    ...content,
    ...name,
    id,
    workspaceId: context.links.workspaceId,
    userId: context.actor.userId,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
  await insertOrRelease(
    context,
    link,
    auditEntry(context.actor, 'link.create', id, describeChange(undefined, link), now),
  );
  await publishLink(context, link);
  await noteSuspicion(context.screening, assessment, link, 'created');
  return link;
}

/** Throws `conflict`, with the name given back, when the link cannot be written. */
export async function insertOrRelease(context: LinkContext, link: Link, entry: AuditEntry): Promise<void> {
  const outcome = await insertSurely(context, link, entry);
  if (outcome === 'written') return;
  await releaseQuietly(context, link);
  if (outcome === 'external-id-taken') throw externalIdTaken(link.externalId);
  throw new AppError('conflict', `key: "${link.key}" is already taken on ${link.domain}. Choose another key.`);
}

/** An insert whose answer was lost may have happened: only a link known to be absent gives its name back. */
async function insertSurely(context: LinkContext, link: Link, entry: AuditEntry): Promise<InsertOutcome> {
  try {
    return await context.links.insert(link, entry);
  } catch (error) {
    const found = await context.links.byId(link.id).catch(() => 'unknown' as const);
    if (found === undefined) await releaseQuietly(context, link);
    if (found !== undefined && found !== 'unknown') return 'written';
    throw new AppError('service_unavailable', 'The link could not be stored at the moment. Try again.', {
      cause: error,
    });
  }
}

/** A claim that cannot be released now is an orphan: its workspace can claim it again at once, and a job frees it (core/route/release-orphans.ts). */
export async function releaseQuietly(context: LinkContext, unwritten: Link): Promise<void> {
  try {
    await context.claims.release(unwritten, unwritten.id, unwritten.revision);
  } catch (error) {
    context.copyFailed(unwritten, error);
  }
}

export function externalIdTaken(externalId: string | null): AppError {
  return new AppError('conflict', `externalId: "${externalId}" already belongs to another link of this workspace.`);
}

function randomOptions(input: CreateLinkInput): { length?: number; prefix?: string } {
  return {
    ...(input.keyLength === undefined ? {} : { length: input.keyLength }),
    ...(input.prefix === undefined ? {} : { prefix: input.prefix }),
  };
}
