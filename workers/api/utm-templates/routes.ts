/** The routes of UTM templates. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createUtmTemplateSchema, updateUtmTemplateSchema, utmTemplateSchema } from '#core/utm-template/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['UTM templates'];
const params = z.object({ id: z.string().max(100) });

export const listUtmTemplatesRoute = createRoute({
  method: 'get',
  path: '/utm-templates',
  operationId: 'listUtmTemplates',
  tags,
  ...needs('links.read'),
  summary: 'List UTM templates',
  description: 'Scope: `links.read`. All of them, by name.',
  responses: answers(200, 'The templates.', z.array(utmTemplateSchema)),
});

export const createUtmTemplateRoute = createRoute({
  method: 'post',
  path: '/utm-templates',
  operationId: 'createUtmTemplate',
  tags,
  ...needs('links.write'),
  summary: 'Create a UTM template',
  description: 'Scope: `links.write`. A new link takes it by `utmTemplateId`; what the link’s own request says wins.',
  request: jsonBody(createUtmTemplateSchema),
  responses: answers(201, 'The template.', utmTemplateSchema),
});

export const updateUtmTemplateRoute = createRoute({
  method: 'patch',
  path: '/utm-templates/{id}',
  operationId: 'updateUtmTemplate',
  tags,
  ...needs('links.write'),
  summary: 'Change a UTM template',
  description: 'Scope: `links.write`. Fields left out stay; null clears. Links made from it keep what they took.',
  request: { params, ...jsonBody(updateUtmTemplateSchema) },
  responses: answers(200, 'The template.', utmTemplateSchema),
});

export const deleteUtmTemplateRoute = createRoute({
  method: 'delete',
  path: '/utm-templates/{id}',
  operationId: 'deleteUtmTemplate',
  tags,
  ...needs('links.write'),
  summary: 'Delete a UTM template',
  description: 'Scope: `links.write`. Links made from it keep what they took.',
  request: { params },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
