/** The routes of reports by mail. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createScheduleSchema, scheduleSchema, updateScheduleSchema } from '#core/schedule/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody, refusals } from '../openapi/responses.ts';

const tags = ['Reports by mail'];
const params = z.object({ id: z.string().max(100) });

export const listSchedulesRoute = createRoute({
  method: 'get',
  path: '/schedules',
  operationId: 'listSchedules',
  tags,
  ...needs('analytics.read'),
  summary: 'List reports by mail',
  responses: answers(200, 'All of the workspace, newest first.', z.array(scheduleSchema)),
});

export const createScheduleRoute = createRoute({
  method: 'post',
  path: '/schedules',
  operationId: 'createSchedule',
  tags,
  ...needs('links.write', 'analytics.read'),
  summary: 'Send a report by mail',
  description:
    'Totals beside the period before, and the largest links, countries and referrers. Each mail can be ended by who gets it.',
  request: jsonBody(createScheduleSchema),
  responses: answers(201, 'What will be sent, and when.', scheduleSchema),
});

export const updateScheduleRoute = createRoute({
  method: 'patch',
  path: '/schedules/{id}',
  operationId: 'updateSchedule',
  tags,
  ...needs('links.write'),
  summary: 'Change or pause a report by mail',
  description: 'What was missed while it was paused is not sent afterwards.',
  request: { params, ...jsonBody(updateScheduleSchema) },
  responses: answers(200, 'What will be sent, and when.', scheduleSchema),
});

export const deleteScheduleRoute = createRoute({
  method: 'delete',
  path: '/schedules/{id}',
  operationId: 'deleteSchedule',
  tags,
  ...needs('links.write'),
  summary: 'End a report by mail',
  request: { params },
  responses: answers(200, 'The id.', z.object({ id: z.string() })),
});

const query = z.object({
  token: z
    .string()
    .max(1_000)
    .meta({ description: 'From the mail.', examples: ['WyJyZXA…'] }),
});
const page = {
  200: { description: 'A page for people.', content: { 'text/html': { schema: z.string() } } },
  ...refusals,
};

export const askUnsubscribeRoute = createRoute({
  method: 'get',
  path: '/reports/unsubscribe',
  operationId: 'askUnsubscribe',
  tags,
  summary: 'The page that a mail’s last line leads to',
  description: 'Asks once more: programs that look at links in mails must not end anything.',
  request: { query },
  responses: page,
});

export const unsubscribeRoute = createRoute({
  method: 'post',
  path: '/reports/unsubscribe',
  operationId: 'unsubscribe',
  tags,
  [READS_FIELD]: true,
  summary: 'Stop a report by mail for the address it was sent to',
  description: 'Needs no credentials but the token of the mail.',
  request: { query },
  responses: page,
});
