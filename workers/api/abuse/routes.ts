/** The routes of the abuse desk: reports of anybody, appeals of owners, decisions of operators. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  appealInputSchema,
  caseDetailSchema,
  caseQuerySchema,
  caseSchema,
  decisionSchema,
  deskLogSchema,
  logQuerySchema,
  receivedSchema,
  reportSchema,
  standingSchema,
} from '#core/abuse/wire.ts';
import { linkIdParams } from '../links/routes.ts';
import { needs, signedIn } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Abuse desk'];
const OPERATORS = 'For the operators of this instance; for everybody else there is nothing here.';
const caseParams = z.object({ caseId: z.string().max(100) });
const workspaceParams = z.object({ workspaceId: z.string().min(1).max(100) });
/** The desk's own log has who did what: the verbs write it. */
const OWN_LOG = { 'x-reads': true };

export const reportRoute = createRoute({
  method: 'post',
  path: '/abuse/reports',
  operationId: 'reportLink',
  tags,
  summary: 'Report a link',
  description:
    'Public. Tells those who run this instance of a link that harms people; one report of a link per network counts. The same as a page: `/abuse/report`.',
  request: jsonBody(reportSchema),
  responses: answers(200, 'Received, whether or not it was reported before.', receivedSchema),
});

export const linkStandingRoute = createRoute({
  method: 'get',
  path: '/links/{linkId}/appeal',
  operationId: 'getLinkAppeal',
  tags,
  ...needs('links.read'),
  summary: 'Retrieve the block of a link, and its appeal',
  request: { params: linkIdParams },
  responses: answers(200, 'How it stands.', standingSchema),
});

export const appealLinkRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/appeal',
  operationId: 'appealLink',
  tags,
  ...needs('links.write'),
  summary: 'Appeal against the block of a link',
  description: 'Brings the case back to those who decide; the answer comes by mail. Three appeals can be made.',
  request: { params: linkIdParams, ...jsonBody(appealInputSchema) },
  responses: answers(200, 'How it stands.', standingSchema),
});

export const workspaceStandingRoute = createRoute({
  method: 'get',
  path: '/workspaces/{workspaceId}/appeal',
  operationId: 'getWorkspaceAppeal',
  tags,
  ...needs('workspaces.read'),
  summary: 'Retrieve the quarantine of a workspace, and its appeal',
  request: { params: workspaceParams },
  responses: answers(200, 'How it stands.', standingSchema),
});

export const appealWorkspaceRoute = createRoute({
  method: 'post',
  path: '/workspaces/{workspaceId}/appeal',
  operationId: 'appealWorkspace',
  tags,
  ...needs('workspaces.write'),
  summary: 'Appeal against the quarantine of a workspace',
  description: 'As for a link.',
  request: { params: workspaceParams, ...jsonBody(appealInputSchema) },
  responses: answers(200, 'How it stands.', standingSchema),
});

export const listCasesRoute = createRoute({
  method: 'get',
  path: '/abuse/cases',
  operationId: 'listAbuseCases',
  tags,
  ...signedIn(),
  summary: 'List cases',
  description: `${OPERATORS} The highest priority first.`,
  request: { query: caseQuerySchema },
  responses: answers(200, 'Cases.', z.array(caseSchema)),
});

export const getCaseRoute = createRoute({
  method: 'get',
  path: '/abuse/cases/{caseId}',
  operationId: 'getAbuseCase',
  tags,
  ...signedIn(),
  summary: 'Retrieve a case',
  description: `${OPERATORS} With its reports, appeals and history.`,
  request: { params: caseParams },
  responses: answers(200, 'The case.', caseDetailSchema),
});

export const decideRoute = createRoute({
  method: 'post',
  path: '/abuse/cases/{caseId}/decision',
  operationId: 'decideAbuseCase',
  tags,
  ...signedIn(),
  ...OWN_LOG,
  summary: 'Decide a case',
  description: `${OPERATORS} What is blocked stops leading anywhere within 60 seconds, and its owner is told by mail.`,
  request: { params: caseParams, ...jsonBody(decisionSchema) },
  responses: answers(200, 'The case after it.', caseDetailSchema),
});

export const deskLogRoute = createRoute({
  method: 'get',
  path: '/abuse/log',
  operationId: 'listAbuseLog',
  tags,
  ...signedIn(),
  summary: 'List what was done at the desk',
  description: `${OPERATORS} Who did what, and how each case stood before and after; newest first.`,
  request: { query: logQuerySchema },
  responses: answers(200, 'Entries.', deskLogSchema),
});
