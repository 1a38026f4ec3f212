/** A named set of UTM parameters that new links can take, and the port that keeps them. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { UtmField } from '../link/draft/utm.ts';
import type { NamedOutcome } from '../tag/tag.ts';

/** Times are Unix milliseconds. */
export interface UtmTemplate {
  id: string;
  workspaceId: string;
  /** Unique in the workspace, whatever its case. */
  name: string;
  utm: Partial<Record<UtmField, string>>;
  userId: string | null;
  createdAt: number;
  updatedAt: number;
}

/** Templates of exactly one workspace. Writes carry their audit entry. */
export interface UtmTemplateStore {
  readonly workspaceId: string;
  byId(id: string): Promise<UtmTemplate | undefined>;
  /** By name; never more than MAX_TEMPLATES. */
  all(): Promise<UtmTemplate[]>;
  insert(template: UtmTemplate, entry: AuditEntry): Promise<NamedOutcome>;
  update(template: UtmTemplate, entry: AuditEntry): Promise<NamedOutcome>;
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface UtmTemplateContext {
  actor: Actor;
  templates: UtmTemplateStore;
  now(): number;
}

/** More than this cannot be chosen from in one list. */
export const MAX_TEMPLATES = 200;
export const MAX_TEMPLATE_NAME_CHARS = 100;
