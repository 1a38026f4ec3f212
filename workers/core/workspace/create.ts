/** Creates workspaces: a person's first one by itself, further ones when asked. */
import type { Actor, Workspace } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { PlanName } from '../plan/plan.ts';
import { MAX_WORKSPACE_NAME_CHARS } from './name.ts';
import type { Person, WorkspaceFounding } from './ports.ts';
import { parseSlug, slugFrom } from './slug.ts';
import type { CreateWorkspaceInput } from './wire.ts';

export interface FirstWorkspaceStore {
  /** Writes workspace and owner, unless the person is a member somewhere already. Safe to repeat. */
  createFirst(workspace: Workspace, ownerId: string): Promise<void>;
}

/** More than this are made by programs. */
export const MAX_OWNED_WORKSPACES = 50;

/** Where and as what a new workspace begins. */
export interface Beginning {
  /** Link shards that exist; a workspace is placed on one at random and stays there. */
  shardCount: number;
  plan: PlanName;
}

export async function createFirstWorkspace(
  store: FirstWorkspaceStore,
  person: { id: string; name: string; email: string },
  beginning: Beginning,
  nowMs: number,
): Promise<void> {
  const base = person.name.trim() || (person.email.split('@')[0] ?? 'my');
  const name = `${base}'s workspace`.slice(0, MAX_WORKSPACE_NAME_CHARS).trim();
  await store.createFirst(newWorkspace({ name, slugOf: base }, beginning, nowMs), person.id);
}

/** @returns the workspace, which the person owns. Throws `conflict` when the slug is taken. */
export async function createWorkspace(
  store: WorkspaceFounding,
  person: Person,
  input: CreateWorkspaceInput,
  beginning: Beginning,
  nowMs: number,
): Promise<Workspace> {
  if ((await store.owned(person.userId)) >= MAX_OWNED_WORKSPACES)
    throw new AppError('forbidden', `One person can own ${MAX_OWNED_WORKSPACES} workspaces. Delete or hand over one.`);
  const made = newWorkspace({ name: input.name, slugOf: input.name }, beginning, nowMs);
  const workspace = input.slug === undefined ? made : { ...made, slug: parseSlug(input.slug) };
  const actor: Actor = { ...person, workspace, role: 'owner' };
  const { name, slug } = workspace;
  const entry = auditEntry(actor, 'workspace.create', workspace.id, { after: { name, slug } }, nowMs);
  if (!(await store.create(workspace, person.userId, entry))) throw slugTaken(slug);
  return workspace;
}

export function slugTaken(slug: string): AppError {
  return new AppError('conflict', `slug: "${slug}" belongs to another workspace. Choose another one.`);
}

function newWorkspace(of: { name: string; slugOf: string }, { shardCount, plan }: Beginning, nowMs: number): Workspace {
  const id = newEntityId('workspace', nowMs);
  return {
    id,
    name: of.name,
    slug: slugFrom(of.slugOf, id),
    logo: null,
    plan,
    linkShard: crypto.getRandomValues(new Uint32Array(1))[0]! % shardCount,
    clickAck: 'after',
    deleteAt: null,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}
