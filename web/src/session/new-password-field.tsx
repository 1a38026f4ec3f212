/** Where a new password is chosen. */
import { TextField } from '../design/field.tsx';
import { MIN_PASSWORD_CHARS } from './authenticate.ts';

export function NewPasswordField({ label = 'Password' }: { label?: string }) {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={MIN_PASSWORD_CHARS}
      required
      note={`At least ${MIN_PASSWORD_CHARS} characters.`}
    />
  );
}
