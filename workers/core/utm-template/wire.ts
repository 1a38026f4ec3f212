/** UTM templates as the API shows and takes them. */
import { z } from 'zod';
import { UTM_FIELD_NAMES } from '../link/draft/utm.ts';
import { MAX_TEMPLATE_NAME_CHARS, type UtmTemplate } from './template.ts';

const MAX_VALUE_CHARS = 255;
const shownField = z.string().nullable();
const givenField = z.string().trim().max(MAX_VALUE_CHARS).nullable().optional();
const name = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TEMPLATE_NAME_CHARS)
  .meta({ examples: ['Newsletter'] });

const fields = <Schema extends z.ZodType>(schema: Schema) => ({
  utm_source: schema.meta({ examples: ['newsletter'] }),
  utm_medium: schema.meta({ examples: ['email'] }),
  utm_campaign: schema,
  utm_term: schema,
  utm_content: schema,
  ref: schema,
});

export const utmTemplateSchema = z
  .object({
    id: z.string().meta({ examples: ['utm_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name,
    ...fields(shownField),
    createdAt: z.string().meta({ description: 'ISO 8601.' }),
    updatedAt: z.string().meta({ description: 'ISO 8601.' }),
  })
  .meta({ id: 'UtmTemplate', description: 'UTM parameters that new links can take by `utmTemplateId`.' });

export const createUtmTemplateSchema = z.object({ name, ...fields(givenField) }).meta({ id: 'CreateUtmTemplate' });
export const updateUtmTemplateSchema = z
  .object({ name: name.optional(), ...fields(givenField) })
  .meta({ id: 'UpdateUtmTemplate' });

export type WireUtmTemplate = z.infer<typeof utmTemplateSchema>;
export type CreateUtmTemplateInput = z.output<typeof createUtmTemplateSchema>;
export type UpdateUtmTemplateInput = z.output<typeof updateUtmTemplateSchema>;

export function toWireUtmTemplate({ id, name: shown, utm, createdAt, updatedAt }: UtmTemplate): WireUtmTemplate {
  const values = Object.fromEntries(UTM_FIELD_NAMES.map((field) => [field, utm[field] ?? null]));
  return {
    id,
    name: shown,
    ...(values as Record<(typeof UTM_FIELD_NAMES)[number], string | null>),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
