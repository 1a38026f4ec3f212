/** A labelled text field with its note or its error, wired for screen readers. */
import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  /** Shown under the field while there is no error. */
  note?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Stands inside the box, before the input: a domain, an icon. */
  prefix?: ReactNode;
  /** Stands inside the box, after the input. */
  suffix?: ReactNode;
}

function useFieldIds(error: string | undefined, note: ReactNode) {
  const id = useId();
  const noteId = `${id}-note`;
  return { id, noteId, described: error || note ? { 'aria-describedby': noteId } : {} };
}

function Frame({ ids, ...p }: FieldProps & { ids: { id: string; noteId: string }; children: ReactNode }) {
  return (
    <div className={styles.field} data-invalid={p.error ? '' : undefined}>
      <label className={styles.label} htmlFor={ids.id}>
        {p.label}
        {p.optional && <span className={styles.optional}>Optional</span>}
      </label>
      <div className={styles.box}>
        {p.prefix}
        {p.children}
        {p.suffix}
      </div>
      {p.error ? (
        <p id={ids.noteId} className={styles.error} role="alert">
          <CircleAlert size={14} aria-hidden style={{ marginTop: 1 }} />
          {p.error}
        </p>
      ) : (
        p.note && (
          <p id={ids.noteId} className={styles.note}>
            {p.note}
          </p>
        )
      )}
    </div>
  );
}

export function TextField({
  label,
  note,
  error,
  optional,
  prefix,
  suffix,
  className,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'prefix'>) {
  const ids = useFieldIds(error, note);
  const frame = { label, note, error, prefix, suffix, ...(optional && { optional }) };
  return (
    <Frame ids={ids} {...frame}>
      <input
        id={ids.id}
        className={classNames(styles.input, className)}
        aria-invalid={error ? true : undefined}
        {...ids.described}
        {...input}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  note,
  error,
  optional,
  className,
  ...area
}: Omit<FieldProps, 'prefix' | 'suffix'> & ComponentProps<'textarea'>) {
  const ids = useFieldIds(error, note);
  const frame = { label, note, error, ...(optional && { optional }) };
  return (
    <Frame ids={ids} {...frame}>
      <textarea
        id={ids.id}
        className={classNames(styles.input, styles.area, className)}
        aria-invalid={error ? true : undefined}
        {...ids.described}
        {...area}
      />
    </Frame>
  );
}

/** One of a few: the system's own list, which every phone and screen reader knows. */
export function SelectField({
  label,
  note,
  error,
  optional,
  choices,
  ...select
}: Omit<FieldProps, 'prefix' | 'suffix'> &
  ComponentProps<'select'> & { choices: readonly { value: string; label: string }[] }) {
  const ids = useFieldIds(error, note);
  const frame = { label, note, error, ...(optional && { optional }) };
  return (
    <Frame ids={ids} {...frame}>
      <select id={ids.id} className={classNames(styles.input, styles.select)} {...ids.described} {...select}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
