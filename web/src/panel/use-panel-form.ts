/** The state of the panel: what is typed, what is wrong, whether it is being saved. */
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import type { PanelSection } from '../links/panel-context.ts';
import type { UpdateDraft } from '../links/mutations.ts';
import { checkValues, type Errors, errorsFrom, sectionOf } from './errors.ts';
import { changesBetween, type Values } from './values.ts';

export interface PanelFormInput {
  /** What is there already; a new link is compared with nothing. */
  saved: Values;
  /** What the fields begin with. */
  start: Values;
  section?: PanelSection | undefined;
  save: (draft: UpdateDraft) => Promise<WireLink>;
  onSaved: (link: WireLink) => void;
}

export function usePanelForm(input: PanelFormInput) {
  const [values, setValues] = useState(input.start);
  const [errors, setErrors] = useState<Errors>({});
  const [saving, setSaving] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<PanelSection>>(new Set(input.section ? [input.section] : []));

  function fail(found: Errors) {
    setErrors(found);
    const section = sectionOf(found);
    if (section) setOpen((before) => new Set([...before, section]));
  }

  async function submit() {
    if (saving) return;
    const wrong = checkValues(values);
    if (Object.keys(wrong).length > 0) return fail(wrong);
    setSaving(true);
    try {
      input.onSaved(await input.save(changesBetween(input.saved, values)));
    } catch (error) {
      fail(errorsFrom(error));
    } finally {
      setSaving(false);
    }
  }

  return {
    values,
    errors,
    saving,
    submit,
    isOpen: (section: PanelSection) => open.has(section),
    toggle(section: PanelSection) {
      setOpen((before) => {
        const next = new Set(before);
        if (!next.delete(section)) next.add(section);
        return next;
      });
    },
    /** True when closing would lose something. */
    dirty: Object.keys(changesBetween(input.start, values)).length > 0,
    set(change: Partial<Values>) {
      setValues((before) => ({ ...before, ...change }));
      setErrors({});
    },
  };
}

export type PanelForm = ReturnType<typeof usePanelForm>;
