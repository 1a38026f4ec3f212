/** Changes a workspace's own settings. */
import { requireScope, type Workspace } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { refusal } from '../error/refuse.ts';
import { changedMeanwhile, requireRevision } from '../schema/revision.ts';
import { slugTaken } from './create.ts';
import type { WorkspaceChange, WorkspaceContext } from './ports.ts';
import { parseSlug } from './slug.ts';
import type { UpdateWorkspaceInput } from './wire.ts';

/**
 * @param revision the state the caller has seen; undefined when any will do.
 * @returns the workspace as it is now. Throws `unprocessable_entity`, `conflict` when the slug is taken, `precondition_failed`.
 */
export async function updateWorkspace(
  context: WorkspaceContext,
  input: UpdateWorkspaceInput,
  revision?: number,
): Promise<Workspace> {
  const { actor, workspace: store, now } = context;
  requireScope(actor, 'workspaces.write');
  const before = actor.workspace;
  if (Object.keys(input).length === 0) throw refusal('', 'must name what to change: name, slug, logo or clickAck');
  requireRevision('workspace', before.updatedAt, revision);
  const change = changeOf(before, input);
  if (Object.keys(change).length === 0) return before;
  const was = Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Workspace] ?? null]));
  const entry = auditEntry(actor, 'workspace.update', before.id, { before: was, after: { ...change } }, now());
  const after = { ...before, ...change, updatedAt: Math.max(entry.createdAt, before.updatedAt + 1) };
  const outcome = await store.update({ ...change, updatedAt: after.updatedAt }, entry, revision);
  if (outcome === 'taken') throw slugTaken(after.slug);
  if (outcome === 'changed') throw changedMeanwhile('workspace', revision);
  if (change.clickAck !== undefined) await context.publishStrict();
  return after;
}

/** Only what differs. */
function changeOf(before: Workspace, { name, slug, logo, clickAck }: UpdateWorkspaceInput): WorkspaceChange {
  const newSlug = slug === undefined || slug === before.slug ? undefined : parseSlug(slug);
  const newLogo = logo === undefined ? undefined : parseLogo(logo);
  return {
    ...(name !== undefined && name !== before.name && { name }),
    ...(newSlug !== undefined && { slug: newSlug }),
    ...(newLogo !== undefined && newLogo !== (before.logo ?? null) && { logo: newLogo }),
    ...(clickAck !== undefined && clickAck !== before.clickAck && { clickAck }),
  };
}

/** Shown in pages and mails of everybody in the workspace: nothing but an image on the secure web. */
function parseLogo(logo: string | null): string | null {
  if (logo === null || logo === '') return null;
  const url = URL.canParse(logo) ? new URL(logo) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw refusal('logo', 'must be an https address of an image', logo);
  return url.href;
}
