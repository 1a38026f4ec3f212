/** Creates a person's first workspace. */
import type { Workspace } from '../access/actor.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { PlanName } from '../plan/plan.ts';
import { MAX_WORKSPACE_NAME_CHARS } from './wire.ts';

export interface FirstWorkspaceStore {
  /** Writes workspace and owner, unless the person is a member somewhere already. Safe to repeat. */
  createFirst(workspace: Workspace, ownerId: string): Promise<void>;
}

const MAX_SLUG_CHARS = 30;
/** Random characters behind a slug, so that two people of one name do not meet. */
const SLUG_SUFFIX_CHARS = 6;

/** Where and as what a new workspace begins. */
export interface Beginning {
  /** Link shards that exist; a workspace is placed on one at random and stays there. */
  shardCount: number;
  plan: PlanName;
}
export async function createFirstWorkspace(
  store: FirstWorkspaceStore,
  person: { id: string; name: string; email: string },
  { shardCount, plan }: Beginning,
  nowMs: number,
): Promise<void> {
  const base = person.name.trim() || (person.email.split('@')[0] ?? 'my');
  const id = newEntityId('workspace', nowMs);
  const workspace: Workspace = {
    id,
    name: `${base}'s workspace`.slice(0, MAX_WORKSPACE_NAME_CHARS).trim(),
    slug: `${slugify(base)}-${id.slice(-SLUG_SUFFIX_CHARS).toLowerCase()}`,
    plan,
    linkShard: crypto.getRandomValues(new Uint32Array(1))[0]! % shardCount,
    clickAck: 'after',
    createdAt: nowMs,
  };
  await store.createFirst(workspace, person.id);
}

function slugify(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_SLUG_CHARS);
  return slug === '' ? 'workspace' : slug;
}
