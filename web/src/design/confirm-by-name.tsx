/** What cannot be undone asks for a name: nobody types it by mistake. */
import { type ReactNode, useState } from 'react';
import { TextField } from './field.tsx';

interface ByName {
  field: ReactNode;
  /** Whether the form has the name; says what is missing when it has not. */
  isConfirmed: (form: FormData) => boolean;
}

const FIELD = 'confirmation';

/** @param name in small letters, as all names in addresses are */
export function useConfirmByName(name: string): ByName {
  const [wrong, setWrong] = useState<string>();
  return {
    field: (
      <TextField
        label={`Type ${name} to confirm`}
        name={FIELD}
        error={wrong}
        onChange={() => setWrong(undefined)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
    ),
    isConfirmed(form) {
      const typed = form.get(FIELD);
      if (typeof typed === 'string' && typed.trim().toLowerCase() === name) return true;
      setWrong(`Type ${name} to go on.`);
      return false;
    },
  };
}
