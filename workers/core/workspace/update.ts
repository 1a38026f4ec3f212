/** Changes name, slug or logo of a workspace. */
import { requireScope, type Workspace } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { refusal } from '../error/refuse.ts';
import { slugTaken } from './create.ts';
import type { WorkspaceChange, WorkspaceContext } from './ports.ts';
import { parseSlug } from './slug.ts';
import type { UpdateWorkspaceInput } from './wire.ts';

/** @returns the workspace as it is now. Throws `conflict` when the slug is taken. */
export async function updateWorkspace(context: WorkspaceContext, input: UpdateWorkspaceInput): Promise<Workspace> {
  const { actor, workspace: store, now } = context;
  requireScope(actor, 'workspaces.write');
  const before = actor.workspace;
  const change = changeOf(before, input);
  if (Object.keys(change).length === 0) return before;
  const was = Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Workspace] ?? null]));
  const entry = auditEntry(actor, 'workspace.update', before.id, { before: was, after: { ...change } }, now());
  if (!(await store.update(change, entry))) throw slugTaken(change.slug ?? before.slug);
  return { ...before, ...change };
}

/** Only what differs. */
function changeOf(before: Workspace, input: UpdateWorkspaceInput): WorkspaceChange {
  const slug = input.slug === undefined || input.slug === before.slug ? undefined : parseSlug(input.slug);
  const logo = input.logo === undefined ? undefined : parseLogo(input.logo);
  return {
    ...(input.name !== undefined && input.name !== before.name && { name: input.name }),
    ...(slug !== undefined && { slug }),
    ...(logo !== undefined && logo !== (before.logo ?? null) && { logo }),
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
