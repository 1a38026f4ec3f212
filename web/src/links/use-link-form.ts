/** The state of the link form: what is typed, what is wrong, whether it is being saved. */
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import type { LinkFormErrors, LinkFormValues } from './form-errors.ts';
import { errorsFrom, readDraft } from './form-errors.ts';
import type { LinkDraft } from './mutations.ts';

export interface LinkFormInput {
  /** The workspace's domains, to choose from. */
  domains: WireWorkspace['domains'];
  /** The link to change; absent when making one. */
  link?: WireLink;
  save: (draft: LinkDraft) => Promise<WireLink>;
  onSaved: (link: WireLink) => void;
}

function initialValues({ domains, link }: LinkFormInput): LinkFormValues {
  const primary = domains.find((domain) => domain.primary) ?? domains[0];
  return {
    url: link?.url ?? '',
    domain: link?.domain ?? primary?.slug ?? '',
    key: link?.key ?? '',
    comments: link?.comments ?? '',
  };
}

export function useLinkForm(input: LinkFormInput) {
  const [values, setValues] = useState(() => initialValues(input));
  const [errors, setErrors] = useState<LinkFormErrors>({});
  const [saving, setSaving] = useState(false);

  function set(field: keyof LinkFormValues, value: string) {
    setValues({ ...values, [field]: value });
    setErrors({});
  }

  async function submit() {
    if (saving) return;
    const read = readDraft(values);
    if ('errors' in read) return setErrors(read.errors);
    setSaving(true);
    try {
      input.onSaved(await input.save(read.draft));
    } catch (error) {
      setErrors(errorsFrom(error));
    } finally {
      setSaving(false);
    }
  }

  return { values, errors, saving, set, submit };
}

export type LinkFormState = ReturnType<typeof useLinkForm>;
