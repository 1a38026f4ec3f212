/** Creates and changes UTM templates. Links made from one keep what they took. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { UTM_FIELD_NAMES } from '../link/draft/utm.ts';
import { MAX_TEMPLATES, type UtmTemplate, type UtmTemplateContext } from './template.ts';
import type { CreateUtmTemplateInput, UpdateUtmTemplateInput } from './wire.ts';

/** Throws `conflict` when the name is taken, `forbidden` at the limit. */
export async function createUtmTemplate(
  context: UtmTemplateContext,
  input: CreateUtmTemplateInput,
): Promise<UtmTemplate> {
  requireScope(context.actor, 'links.write');
  if ((await context.templates.all()).length >= MAX_TEMPLATES)
    throw new AppError(
      'forbidden',
      `A workspace can have ${MAX_TEMPLATES} UTM templates. Delete one that is not used.`,
    );
  const now = context.now();
  const template: UtmTemplate = {
    id: newEntityId('utmTemplate', now),
    workspaceId: context.templates.workspaceId,
    name: input.name,
    utm: merge({}, input),
    userId: context.actor.userId,
    createdAt: now,
    updatedAt: now,
  };
  const entry = auditEntry(context.actor, 'utm_template.create', template.id, { after: shown(template) }, now);
  if ((await context.templates.insert(template, entry)) === 'name-taken') throw nameTaken(template.name);
  return template;
}

/** Fields left out stay; null clears. Throws `not_found`, `conflict`. */
export async function updateUtmTemplate(
  context: UtmTemplateContext,
  id: string,
  input: UpdateUtmTemplateInput,
): Promise<UtmTemplate> {
  requireScope(context.actor, 'links.write');
  const before = await loadUtmTemplate(context, id);
  const after: UtmTemplate = {
    ...before,
    name: input.name ?? before.name,
    utm: merge(before.utm, input),
    updatedAt: Math.max(context.now(), before.updatedAt),
  };
  const change = { before: shown(before), after: shown(after) };
  const entry = auditEntry(context.actor, 'utm_template.update', id, change, after.updatedAt);
  if ((await context.templates.update(after, entry)) === 'name-taken') throw nameTaken(after.name);
  return after;
}

/** @returns the id that is gone. Throws `not_found`. */
export async function deleteUtmTemplate(context: UtmTemplateContext, id: string): Promise<string> {
  requireScope(context.actor, 'links.write');
  const template = await loadUtmTemplate(context, id);
  const entry = auditEntry(context.actor, 'utm_template.delete', id, { before: shown(template) }, context.now());
  if (!(await context.templates.remove(id, entry))) throw notFound(id);
  return id;
}

export async function listUtmTemplates(context: UtmTemplateContext): Promise<UtmTemplate[]> {
  requireScope(context.actor, 'links.read');
  return context.templates.all();
}

async function loadUtmTemplate(context: UtmTemplateContext, id: string): Promise<UtmTemplate> {
  const template = await context.templates.byId(id);
  if (!template) throw notFound(id);
  return template;
}

function merge(utm: UtmTemplate['utm'], input: UpdateUtmTemplateInput): UtmTemplate['utm'] {
  const next = { ...utm };
  for (const field of UTM_FIELD_NAMES) {
    const value = input[field];
    if (value === null || value === '') delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next;
}

function shown({ name, utm }: UtmTemplate): Record<string, unknown> {
  return { name, ...utm };
}

function nameTaken(name: string): AppError {
  return new AppError('conflict', `name: this workspace already has a UTM template "${name}".`);
}

function notFound(id: string): AppError {
  return new AppError('not_found', `No UTM template "${id}" in this workspace.`);
}
