/** The routes of plans and usage. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { planSchema, usageSchema } from '#core/plan/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Plans and billing'];

export const usageRoute = createRoute({
  method: 'get',
  path: '/usage',
  operationId: 'getUsage',
  tags,
  ...needs('workspaces.read'),
  summary: 'What the workspace uses of its plan',
  description:
    'Scope: `workspaces.read`. Events are what the ledger has accepted: the same figure as in the receipt and the audit.',
  responses: answers(200, 'Usage and limits of this month.', usageSchema),
});

export const plansRoute = createRoute({
  method: 'get',
  path: '/plans',
  operationId: 'listPlans',
  tags,
  summary: 'The plans',
  description: 'No credentials needed. What each plan includes; null means without limit.',
  responses: answers(200, 'All plans, the smallest first.', z.array(planSchema)),
});
