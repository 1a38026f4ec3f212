/** Alerts, as the API shows them. */
import { z } from 'zod';
import { isoDate } from '../schema/date.ts';
import { integerParam } from '../schema/params.ts';
import { type Alert, ALERT_KINDS, type AlertKind } from './alert.ts';

const MAX_PAGE_SIZE = 100;

export const alertSchema = z
  .object({
    kind: z.enum(ALERT_KINDS).meta({ examples: ['link.failing'] }),
    subject: z
      .string()
      .meta({ description: 'What it is about: the id of a link or a webhook, a day, a month.', examples: ['2026-11'] }),
    message: z.string().meta({ description: 'For people.', examples: ['go.acme.com/launch fails: It answers 404.'] }),
    detail: z.record(z.string(), z.unknown()).meta({ examples: [{ problem: 'It answers 404.' }] }),
    firstSeenAt: z.string(),
    lastSeenAt: z.string(),
    resolvedAt: z
      .string()
      .nullable()
      .meta({ description: 'Null while it is open.', examples: [null] }),
  })
  .meta({ id: 'Alert' });

export const listAlertsSchema = z.object({
  state: z
    .enum(['open', 'resolved'])
    .optional()
    .meta({ description: 'Both when absent.', examples: ['open'] }),
  kind: z
    .enum(ALERT_KINDS)
    .optional()
    .meta({ examples: ['link.failing'] }),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_PAGE_SIZE, 'Alerts per page.').prefault('50'),
});

export type ListAlertsQuery = z.output<typeof listAlertsSchema>;
export type WireAlert = z.infer<typeof alertSchema>;

type Detail = Record<string, unknown>;

const MESSAGE: Record<AlertKind, (detail: Detail, subject: string) => string> = {
  'audit.broken': (_detail, day) =>
    `The counts of ${day} differ between the places that count. The day is being repaired.`,
  'link.failing': ({ domain, key, problem, fallbackUrl }) =>
    `${text(domain)}/${text(key)} fails: ${text(problem)}${fallbackUrl ? ` Visitors are led to ${text(fallbackUrl)}.` : ''}`,
  'usage.events': ({ used, limit }) => `${text(used)} of ${text(limit)} events of this month are used.`,
  'webhook.disabled': ({ name, last }) => `The webhook "${text(name)}" was switched off. ${text(last)}`,
  'webhook.failing': ({ name, last }) => `The webhook "${text(name)}" does not answer. ${text(last)}`,
};

export function toWireAlert({ kind, subject, detail, firstSeenAt, lastSeenAt, resolvedAt }: Alert): WireAlert {
  return {
    kind,
    subject,
    message: MESSAGE[kind](detail, subject).trim(),
    detail,
    firstSeenAt: new Date(firstSeenAt).toISOString(),
    lastSeenAt: new Date(lastSeenAt).toISOString(),
    resolvedAt: isoDate(resolvedAt),
  };
}

/** Details are written by jobs of several versions: what is missing leaves a gap, not an error. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
