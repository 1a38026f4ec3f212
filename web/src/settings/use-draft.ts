/** What is typed over what is kept, for as long as it differs. */
import { useState } from 'react';

type Fields = Record<string, string>;

export interface Draft<Values extends Fields> {
  values: Values;
  changed: boolean;
  set: (name: keyof Values, value: string) => void;
  /** Back to what is kept; also after saving, when it has become the same. */
  discard: () => void;
}

/** @param kept what the server has; fields that are not typed in follow it. */
export function useDraft<Values extends Fields>(kept: Values): Draft<Values> {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const values = { ...kept, ...typed };
  return {
    values,
    changed: Object.keys(kept).some((name) => values[name]?.trim() !== kept[name]?.trim()),
    set: (name, value) => setTyped((before) => ({ ...before, [name]: value })),
    discard: () => setTyped({}),
  };
}
