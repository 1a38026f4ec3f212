/** Health reports and looks at pages as the API shows them. */
import { z } from 'zod';
import { isoDate } from '../schema/date.ts';
import { type Addresses, shortLinkOf } from '../link/present.ts';
import { OUTBOUND_FAILURES } from '../outbound/error.ts';
import { integerParam } from '../schema/params.ts';
import { HEALTH_STATES } from './health.ts';
import type { HealthReport } from './report.ts';

const MAX_PAGE_SIZE = 100;

export const linkHealthSchema = z
  .object({
    linkId: z.string(),
    shortLink: z.string().meta({ examples: ['https://go.acme.com/launch'] }),
    url: z.string().meta({ description: 'The address that was checked.' }),
    state: z.enum(HEALTH_STATES).meta({
      description:
        '`redirects`: it has moved for good. `guarded`: it refuses machines, which says nothing about people. `failing`: see `problem`.',
    }),
    httpStatus: z.number().int().nullable(),
    failure: z
      .enum(OUTBOUND_FAILURES)
      .nullable()
      .meta({ description: 'Why there was no answer.', examples: ['tls'] }),
    problem: z
      .string()
      .nullable()
      .meta({ examples: ['It answers 404.'] }),
    redirects: z.number().int(),
    finalUrl: z.string().nullable(),
    consecutiveFailures: z.number().int(),
    failingSince: z.string().nullable(),
    checkedAt: z.string().nullable(),
    nextCheckAt: z.string(),
    fallbackUrl: z.string().nullable(),
    fallbackSince: z.string().nullable().meta({ description: 'Since when visitors are led to the fallback.' }),
  })
  .meta({ id: 'LinkHealth' });

export const listHealthSchema = z.object({
  state: z.enum(HEALTH_STATES).optional(),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_PAGE_SIZE, 'Links per page.').prefault('50'),
});

export type WireLinkHealth = z.infer<typeof linkHealthSchema>;
export type ListHealthQuery = z.output<typeof listHealthSchema>;

export function toWireHealth({ health, link }: HealthReport, addresses: Addresses): WireLinkHealth {
  return {
    linkId: link.id,
    shortLink: shortLinkOf(addresses, link.domain, link.key),
    url: health.url,
    state: health.state,
    httpStatus: health.httpStatus,
    failure: health.failure,
    problem: health.problem,
    redirects: health.redirects,
    finalUrl: health.finalUrl,
    consecutiveFailures: health.failures,
    failingSince: isoDate(health.failingSince),
    checkedAt: health.checkedAt === 0 ? null : isoDate(health.checkedAt),
    nextCheckAt: new Date(health.nextCheckAt).toISOString(),
    fallbackUrl: link.settings.fallbackUrl ?? null,
    fallbackSince: isoDate(link.settings.fallbackSince),
  };
}
