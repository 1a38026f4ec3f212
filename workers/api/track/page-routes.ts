/** The routes that pages and apps call without any key: who opens them needs to be known no better than who opens a short link. */
import { createRoute } from '@hono/zod-openapi';
import {
  trackClickSchema,
  trackedClickSchema,
  trackedOpenSchema,
  trackOpenSchema,
  trackVisitSchema,
} from '#core/conversion/page-wire.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Tracking'];
const WHERE =
  'Needs no credentials and is limited by network. When the workspace’s publishable keys name hosts, only pages of these may report.';

export const trackClickRoute = createRoute({
  method: 'post',
  path: '/track/click',
  operationId: 'trackClick',
  tags,
  summary: 'Track a click from a page',
  description: `Counts a click on a link whose key the page was opened with, e.g. \`?via=key\`. ${WHERE}`,
  request: jsonBody(trackClickSchema),
  responses: answers(200, 'The click.', trackedClickSchema),
});

export const trackVisitRoute = createRoute({
  method: 'post',
  path: '/track/visit',
  operationId: 'trackVisit',
  tags,
  summary: 'Track a visit of a page',
  description: `Counts a page view on the domain’s link whose key is the page’s path, or else on its root link. ${WHERE}`,
  request: jsonBody(trackVisitSchema),
  responses: answers(200, 'The visit.', trackedClickSchema),
});

export const trackOpenRoute = createRoute({
  method: 'post',
  path: '/track/open',
  operationId: 'trackOpen',
  tags,
  summary: 'Track that an app was opened by a link',
  description: `Counts a click on the short link that has opened the app, and says where it leads; nulls when it is none. ${WHERE}`,
  request: jsonBody(trackOpenSchema),
  responses: answers(200, 'The link.', trackedOpenSchema),
});
