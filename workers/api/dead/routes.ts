/** The routes of dead letters. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  letterParamSchema,
  letterSchema,
  lettersQuerySchema,
  openedLetterSchema,
  replayedSchema,
} from '#core/dead/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Proof'];

export const listLettersRoute = createRoute({
  method: 'get',
  path: '/dead-letters',
  operationId: 'listDeadLetters',
  tags,
  ...needs('audit.read'),
  summary: 'List dead letters',
  description:
    'Scope: `audit.read` (owners and admins). Newest day first. Messages that nobody could read belong to no workspace and are shown to operators only.',
  request: { query: lettersQuerySchema },
  responses: answers(200, 'A page of letters with events of this workspace.', z.array(letterSchema)),
});

export const readLetterRoute = createRoute({
  method: 'get',
  path: '/dead-letters/{id}',
  operationId: 'getDeadLetter',
  tags,
  ...needs('audit.read'),
  summary: 'Inspect a dead letter',
  description: 'Scope: `audit.read` (owners and admins).',
  request: { params: letterParamSchema },
  responses: answers(200, 'The letter with the events of this workspace.', openedLetterSchema),
});

export const replayLetterRoute = createRoute({
  method: 'post',
  path: '/dead-letters/{id}/replay',
  operationId: 'replayDeadLetter',
  tags,
  ...needs('audit.read', 'events.write'),
  summary: 'Send a dead letter again',
  description:
    'Scopes: `audit.read` and `events.write` (owners and admins). Each event is counted once, however often its letter is sent.',
  request: { params: letterParamSchema },
  responses: answers(200, 'What became of the events.', replayedSchema),
});
