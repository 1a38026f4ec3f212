/** The routes of reports by mail. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createScheduleSchema, scheduleSchema, sentReportSchema, updateScheduleSchema } from '#core/schedule/wire.ts';
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

export const sendScheduleRoute = createRoute({
  method: 'post',
  path: '/schedules/{id}/send',
  operationId: 'sendSchedule',
  tags,
  ...needs('links.write', 'analytics.read'),
  summary: 'Send a report by mail now',
  description:
    'About the last whole day, week or month, to everybody who has not unsubscribed. What is sent at its times stays as it is; a paused report can be sent, too. Ten an hour for a workspace.',
  request: { params },
  responses: answers(200, 'It is on its way.', sentReportSchema),
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
  description:
    'Says what would be ended and asks once more: programs that look at links in mails must not end anything.',
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
  description:
    'Needs no credentials but the token of the mail, whose headers name it for the one click of mail programs (RFC 8058). Twice is once.',
  request: { query },
  responses: page,
});
