/** The routes by which leads and sales are reported: by programs, and by pages with a publishable key. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { trackedLeadSchema, trackedSaleSchema, trackLeadSchema, trackSaleSchema } from '#core/conversion/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { needs, needsFromPages } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

export const checkKeyRoute = createRoute({
  method: 'get',
  path: '/track/key',
  operationId: 'checkTrackingKey',
  tags: ['Tracking'],
  ...needsFromPages('events.write'),
  summary: 'Check a tracking key',
  description:
    'Scope: `events.write`. Says whether this key may report from this page: call it where the script will run. A key that is limited to other hosts is refused with 403.',
  responses: answers(
    200,
    'The key works here.',
    z
      .object({
        workspaceId: z.string(),
        kind: z.enum(['secret', 'publishable', 'session']).meta({ description: 'What the request was made with.' }),
        origin: z.string().nullable().meta({ description: 'The page that asked; null outside a browser.' }),
      })
      .meta({ id: 'TrackingKey' }),
  ),
});

/** Events are no changes of the workspace: the ledger counts them, and the audit log would only repeat it. */
const IS_EVENT = { [READS_FIELD]: true } as const;

const LEAD = {
  ...IS_EVENT,
  summary: 'Track a lead',
  description:
    'Scope: `events.write`. Binds somebody to the click that brought them. A customer’s lead of one name counts once in seven days; repeats are answered like the first.',
  request: jsonBody(trackLeadSchema),
  responses: answers(200, 'What is known now.', trackedLeadSchema),
};

const SALE = {
  ...IS_EVENT,
  summary: 'Track a sale',
  description:
    'Scope: `events.write`. Binds to the customer’s first click, or to the click of the lead named. `invoiceId` makes it safe to repeat. Amounts in other currencies are converted to USD.',
  request: jsonBody(trackSaleSchema),
  responses: answers(200, 'The sale.', trackedSaleSchema),
};

const FROM_PAGES =
  ' For pages: a publishable key opens it, and the answer says nothing that the page has not said itself.';

export const trackLeadRoute = createRoute({
  method: 'post',
  path: '/track/lead',
  operationId: 'trackLead',
  tags: ['Tracking'],
  ...needs('events.write'),
  ...LEAD,
});

export const trackSaleRoute = createRoute({
  method: 'post',
  path: '/track/sale',
  operationId: 'trackSale',
  tags: ['Tracking'],
  ...needs('events.write'),
  ...SALE,
});

export const trackLeadFromPageRoute = createRoute({
  method: 'post',
  path: '/track/lead/client',
  operationId: 'trackLeadFromPage',
  tags: ['Tracking'],
  ...needsFromPages('events.write'),
  ...LEAD,
  description: LEAD.description + FROM_PAGES,
});

export const trackSaleFromPageRoute = createRoute({
  method: 'post',
  path: '/track/sale/client',
  operationId: 'trackSaleFromPage',
  tags: ['Tracking'],
  ...needsFromPages('events.write'),
  ...SALE,
  description: SALE.description + FROM_PAGES,
});
