/** What a person fills in about a link. */
import { TextArea, TextField } from '../design/field.tsx';
import { DomainPrefix } from './domain-prefix.tsx';
import { MAX_COMMENT_CHARS, MAX_DESTINATION_CHARS, MAX_KEY_CHARS } from './limits.ts';
import type { LinkFormState } from './use-link-form.ts';

/** Codes and addresses are not prose. */
const VERBATIM = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

export function LinkFields({ form, domains, keyNote }: { form: LinkFormState; domains: string[]; keyNote: string }) {
  const { values, errors, set } = form;
  return (
    <>
      <TextField
        {...VERBATIM}
        label="Destination"
        name="url"
        inputMode="url"
        placeholder="https://example.com/a-long-address"
        maxLength={MAX_DESTINATION_CHARS}
        value={values.url}
        error={errors.url}
        onChange={(event) => set('url', event.target.value)}
      />
      <TextField
        {...VERBATIM}
        label="Short link"
        name="key"
        placeholder="random"
        maxLength={MAX_KEY_CHARS}
        value={values.key}
        error={errors.key}
        note={keyNote}
        prefix={<DomainPrefix domains={domains} value={values.domain} onChange={(domain) => set('domain', domain)} />}
        onChange={(event) => set('key', event.target.value)}
      />
      <TextArea
        label="Note"
        name="comments"
        optional
        rows={2}
        placeholder="What is this link for?"
        maxLength={MAX_COMMENT_CHARS}
        value={values.comments}
        error={errors.comments}
        onChange={(event) => set('comments', event.target.value)}
      />
    </>
  );
}
