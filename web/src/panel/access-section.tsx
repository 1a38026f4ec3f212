/** Who gets through, and how the redirect behaves. */
import { useState } from 'react';
import { PASSWORD_MASK } from '#core/link/link.ts';
import { Button } from '../design/button.tsx';
import { CheckField } from '../design/check-field.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { VERBATIM } from './head-fields.tsx';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';

const STATUSES = [
  { value: '302', label: '302: for now (usual)' },
  { value: '307', label: '307: for now, keeps the method' },
  { value: '301', label: '301: for good' },
  { value: '308', label: '308: for good, keeps the method' },
];

export function AccessSection({ form, link }: SectionProps) {
  const { values, errors, set } = form;
  return (
    <>
      <PasswordField form={form} link={link} />
      <div className={styles.grid}>
        <SelectField
          label="Redirect"
          choices={STATUSES}
          value={values.statusCode}
          error={errors.statusCode}
          note="Every click is counted with any of them."
          onChange={(event) => set({ statusCode: event.target.value })}
        />
        <TextField
          {...VERBATIM}
          label="When the destination is down"
          inputMode="url"
          placeholder="Lead to this page instead"
          value={values.fallbackUrl}
          error={errors.fallbackUrl}
          onChange={(event) => set({ fallbackUrl: event.target.value })}
        />
      </div>
      <CheckField
        label="Hand parameters on"
        note="What stands behind a ? in the short link goes to the destination, too."
        checked={values.forwardQuery}
        onChange={(event) => set({ forwardQuery: event.target.checked })}
      />
      <CheckField
        label="Follow leads and sales"
        note="The destination gets the id of the click, so that your server or page can report what became of it."
        checked={values.trackConversion}
        onChange={(event) => set({ trackConversion: event.target.checked })}
      />
      <CheckField
        label="Keep the short address in the bar"
        note="The destination is shown in a frame. Pages that refuse frames stay empty."
        checked={values.rewrite}
        onChange={(event) => set({ rewrite: event.target.checked })}
      />
      <CheckField
        label="Let search engines list the short link"
        checked={values.doIndex}
        onChange={(event) => set({ doIndex: event.target.checked })}
      />
      <TextField
        {...VERBATIM}
        label="Your own id"
        optional
        note="To find the link by it through the API."
        maxLength={255}
        value={values.externalId}
        error={errors.externalId}
        onChange={(event) => set({ externalId: event.target.value })}
      />
    </>
  );
}

/** Only a hash is kept, so a password can be replaced or taken away, never shown. */
function PasswordField({ form: { values, errors, set }, link }: SectionProps) {
  const [replacing, setReplacing] = useState(false);
  const kept = link?.password !== null && link !== undefined && values.password === PASSWORD_MASK && !replacing;
  if (kept)
    return (
      <div className={styles.row}>
        <p className={styles.lead}>Visitors are asked for a password.</p>
        <Button
          size="small"
          onClick={() => {
            setReplacing(true);
            set({ password: '' });
          }}
        >
          Change or remove
        </Button>
      </div>
    );
  return (
    <TextField
      label="Password"
      optional
      autoComplete="new-password"
      type="text"
      maxLength={100}
      placeholder="Nobody is asked for one"
      note={
        replacing ? 'Empty: nobody is asked for a password any more.' : 'Visitors must enter it. Only its hash is kept.'
      }
      value={values.password === PASSWORD_MASK ? '' : values.password}
      error={errors.password}
      onChange={(event) => set({ password: event.target.value })}
    />
  );
}
