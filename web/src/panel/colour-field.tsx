/** A colour: chosen from the system's palette, or typed. */
import { useState } from 'react';
import { TextField } from '../design/field.tsx';
import styles from './colour-field.module.css';

const WHOLE = /^#[0-9a-f]{6}$/i;

/** `value` is `#rrggbb`. */
export function ColourField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (colour: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  // A colour that is half typed is nobody's choice yet.
  const shown = WHOLE.test(typed) ? value : typed;
  const take = (text: string) => {
    setTyped(text);
    if (WHOLE.test(text)) onChange(text.toLowerCase());
  };
  return (
    <TextField
      label={label}
      autoComplete="off"
      spellCheck={false}
      maxLength={7}
      value={shown}
      prefix={
        <input
          type="color"
          className={styles.well}
          aria-label={`${label}: choose a colour`}
          value={value}
          onChange={(event) => take(event.target.value)}
        />
      }
      onChange={(event) => take(event.target.value)}
    />
  );
}
