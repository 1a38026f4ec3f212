/** The routes that look at destinations: a page's title and pictures, whether it may be framed, and link health. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { linkHealthSchema, listHealthSchema } from '#core/health/wire.ts';
import { MAX_TARGET_CHARS } from '#core/outbound/target.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Links'];
const query = z.object({
  url: z
    .string()
    .min(1)
    .max(MAX_TARGET_CHARS)
    .meta({ description: 'Public http(s) address.', examples: ['https://acme.com/launch'] }),
});

const metatagsSchema = z
  .object({
    title: z.string().nullable(),
    description: z.string().nullable(),
    image: z.string().nullable(),
    favicon: z.string().nullable(),
    problem: z.string().nullable().meta({ description: 'Why the page could not be read.' }),
  })
  .meta({
    id: 'Metatags',
    examples: [
      {
        title: 'Acme launches',
        description: 'What is new.',
        image: 'https://acme.com/og.png',
        favicon: 'https://acme.com/favicon.ico',
        problem: null,
      },
    ],
  });

const iframeableSchema = z
  .object({ iframeable: z.boolean(), reason: z.string().nullable() })
  .meta({ id: 'Iframeable', examples: [{ iframeable: false, reason: 'It sends X-Frame-Options: deny.' }] });

export const metatagsRoute = createRoute({
  method: 'get',
  path: '/links/metatags',
  operationId: 'getMetatags',
  tags,
  ...needs('links.write'),
  summary: 'Title, description and pictures of a page',
  description: 'Scope: `links.write`. Reads the beginning of the page; private and reserved addresses are refused.',
  request: { query },
  responses: answers(200, 'What the page says about itself.', metatagsSchema),
});

export const iframeableRoute = createRoute({
  method: 'get',
  path: '/links/iframeable',
  operationId: 'getIframeable',
  tags,
  ...needs('links.write'),
  summary: 'May a page be shown in a frame?',
  description: 'Scope: `links.write`. What `rewrite` needs.',
  request: { query },
  responses: answers(200, 'The verdict.', iframeableSchema),
});

export const listHealthRoute = createRoute({
  method: 'get',
  path: '/links/health',
  operationId: 'listLinkHealth',
  tags,
  ...needs('links.read'),
  summary: 'Health of destinations',
  description:
    'Scope: `links.read`. Failing links first. Destinations are looked at about once a day, those that fail and those with a `fallbackUrl` more often; after three failures in a row visitors are led to the fallback, and back with the first success.',
  request: { query: listHealthSchema },
  responses: answers(200, 'A page of findings.', z.array(linkHealthSchema)),
});

export const checkHealthRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/health',
  operationId: 'checkLinkHealth',
  tags,
  ...needs('links.write'),
  summary: 'Check a destination now',
  description: 'Scope: `links.write`. Counts like a check by the clock.',
  request: { params: z.object({ linkId: z.string() }) },
  responses: answers(200, 'What was found.', linkHealthSchema),
});
