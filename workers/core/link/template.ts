/** Fills a new link's UTM fields from a template; what the request says itself wins. */
import { refusal } from '../error/refuse.ts';
import { UTM_FIELD_NAMES } from './draft/utm.ts';
import type { CreateLinkInput } from './input.ts';
import type { LinkContext } from './ports.ts';

/** Throws `unprocessable_entity` when the workspace has no such template. */
export async function applyTemplate(
  { templates }: Pick<LinkContext, 'templates'>,
  { utmTemplateId, ...input }: CreateLinkInput,
): Promise<CreateLinkInput> {
  if (!utmTemplateId) return input;
  const template = await templates.byId(utmTemplateId);
  if (!template) throw refusal('utmTemplateId', 'this workspace has no such template', utmTemplateId);
  const filled = { ...input };
  for (const field of UTM_FIELD_NAMES) {
    if (filled[field] === undefined && template.utm[field]) filled[field] = template.utm[field];
  }
  return filled;
}
