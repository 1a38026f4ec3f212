/** What pages and apps report, and what they are told. */
import { z } from 'zod';
import { MAX_REFERER_CHARS, MAX_URL_CHARS } from '../event/captured.ts';
import { MAX_DOMAIN_CHARS, MAX_KEY_CHARS } from '../link/link.ts';

const domain = z
  .string()
  .trim()
  .min(1)
  .max(MAX_DOMAIN_CHARS)
  .meta({ description: 'Short domain.', examples: ['go.acme.com'] });
const page = z
  .string()
  .max(MAX_URL_CHARS)
  .regex(/^https?:\/\/\S+$/i, 'must be an http or https address')
  .meta({ description: 'The page the visitor is on.' });
const referrer = z.string().max(MAX_REFERER_CHARS).nullish().meta({ description: 'The page before.' });

export const trackClickSchema = z.object({
  domain,
  key: z.string().trim().min(1).max(MAX_KEY_CHARS).meta({ description: 'Short code.' }),
  url: page.nullish(),
  referrer,
});

export const trackVisitSchema = z.object({ domain, url: page, referrer });

export const trackOpenSchema = z.object({
  deepLink: page.nullish().meta({ description: 'The short link that has opened the app.' }),
  dubDomain: domain.nullish().meta({
    description:
      'Accepted; opens without a link cannot be matched, because nothing is kept by which a person could be recognised.',
  }),
});

export const trackedClickSchema = z
  .object({
    clickId: z.string(),
    partner: z.null().meta({ description: 'Always null: there are no partners.' }),
    discount: z.null(),
  })
  .meta({ id: 'TrackedClick' });

export const trackedOpenSchema = z
  .object({
    clickId: z.string().nullable(),
    link: z.object({ id: z.string(), domain: z.string(), key: z.string(), url: z.string() }).nullable(),
  })
  .meta({ id: 'TrackedOpen' });
