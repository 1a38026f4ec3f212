/** Puts each refusal beside the field it is about. */
import { ApiError } from '../api/error.ts';
import { parseDestination } from '../format/address.ts';
import type { LinkDraft } from './mutations.ts';

/** What a person has typed so far. */
export interface LinkFormValues {
  url: string;
  domain: string;
  key: string;
  comments: string;
}

export type LinkFormField = 'url' | 'key' | 'comments';
export type LinkFormErrors = Partial<Record<LinkFormField | 'form', string>>;

/** Turns what was typed into what the API takes, or says what is missing. */
export function readDraft(values: LinkFormValues): { draft: LinkDraft } | { errors: LinkFormErrors } {
  const url = parseDestination(values.url);
  if (url === undefined) {
    return {
      errors: {
        url:
          values.url.trim() === ''
            ? 'Paste the address this link should lead to.'
            : 'This is not a web address. It should look like https://example.com/page.',
      },
    };
  }
  const key = values.key.trim().replace(/^\/+/, '');
  return {
    draft: {
      url,
      ...(values.domain && { domain: values.domain }),
      ...(key && { key }),
      comments: values.comments.trim() || null,
    },
  };
}

/** Where each field of the API stands in the form. */
const PLACES: Record<string, LinkFormField> = { url: 'url', key: 'key', domain: 'key', comments: 'comments' };

/** Refusals read `field: reason`. What is about a field of this form goes beside it; the rest belongs to the whole form. */
export function errorsFrom(error: unknown): LinkFormErrors {
  if (!(error instanceof ApiError)) return { form: 'Something unexpected happened. Nothing was saved; try again.' };
  const [, field = '', reason = ''] = /^(\w+): (.+)$/s.exec(error.message) ?? [];
  const place = error.code === 'conflict' || error.code === 'unprocessable_entity' ? PLACES[field] : undefined;
  if (!place) return { form: error.message };
  return { [place]: reason.charAt(0).toUpperCase() + reason.slice(1) };
}
