/** The routes of the person who calls: their sessions, what happened to their account, and how one gets in. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { activitySchema, sessionSchema, signInOptionsSchema } from '#core/account/wire.ts';
import { signedIn } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Account'];

export const signInOptionsRoute = createRoute({
  method: 'get',
  path: '/sign-in-options',
  operationId: 'getSignInOptions',
  tags,
  summary: 'How one gets in',
  description:
    'Public. What the sign-in page offers on this installation. The sign-in calls themselves: docs/accounts.md.',
  responses: answers(200, 'What is configured.', signInOptionsSchema),
});

export const listSessionsRoute = createRoute({
  method: 'get',
  path: '/me/sessions',
  operationId: 'listSessions',
  tags,
  ...signedIn(),
  summary: 'List your sessions',
  description: 'Where you are signed in, newest first.',
  responses: answers(200, 'Live sessions.', z.array(sessionSchema)),
});

export const endSessionRoute = createRoute({
  method: 'delete',
  path: '/me/sessions/{id}',
  operationId: 'endSession',
  tags,
  ...signedIn(),
  summary: 'Sign out one of your sessions',
  description: 'At once: the next request with it is refused.',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});

export const endOtherSessionsRoute = createRoute({
  method: 'delete',
  path: '/me/sessions',
  operationId: 'endOtherSessions',
  tags,
  ...signedIn(),
  summary: 'Sign out everywhere else',
  description: 'Every session but the one of this request.',
  responses: answers(200, 'How many were ended.', z.object({ ended: z.number().int() })),
});

export const activityRoute = createRoute({
  method: 'get',
  path: '/me/activity',
  operationId: 'listAccountActivity',
  tags,
  ...signedIn(),
  summary: 'What happened to your account',
  description: 'Sign-ins and changes, newest first, at most 100.',
  responses: answers(200, 'Entries.', z.array(activitySchema)),
});
