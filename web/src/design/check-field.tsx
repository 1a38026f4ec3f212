/** A box to tick, with its words beside it and all of it clickable. */
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import styles from './check-field.module.css';

/** `type="radio"` makes it one choice of those with the same `name`. */
export function CheckField({
  label,
  note,
  type = 'checkbox',
  ...input
}: { label: ReactNode; note?: ReactNode; type?: 'checkbox' | 'radio' } & Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId();
  return (
    <div className={styles.row}>
      <input
        id={id}
        type={type}
        className={styles.box}
        {...(note && { 'aria-describedby': `${id}-note` })}
        {...input}
      />
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {note && (
          <p id={`${id}-note`} className={styles.note}>
            {note}
          </p>
        )}
      </div>
    </div>
  );
}
