/** When a link works, and how often. */
import { TextField } from '../design/field.tsx';
import { VERBATIM } from './head-fields.tsx';
import { zoneName } from './local-time.ts';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';

export function ScheduleSection({ form: { values, errors, set } }: SectionProps) {
  return (
    <>
      <div className={styles.grid}>
        <TextField
          label="Starts"
          type="datetime-local"
          value={values.startsAt}
          error={errors.startsAt}
          note="Before it, visitors are told that it has not started."
          onChange={(event) => set({ startsAt: event.target.value })}
        />
        <TextField
          label="Ends"
          type="datetime-local"
          value={values.expiresAt}
          error={errors.expiresAt}
          note={`By your clock (${zoneName()}).`}
          onChange={(event) => set({ expiresAt: event.target.value })}
        />
        <TextField
          label="Number of clicks"
          inputMode="numeric"
          placeholder="No limit"
          value={values.maxClicks}
          error={errors.maxClicks}
          note="Exactly this many visitors are let through."
          onChange={(event) => set({ maxClicks: event.target.value })}
        />
        <TextField
          {...VERBATIM}
          label="Afterwards lead to"
          inputMode="url"
          placeholder="A page that says it is over"
          value={values.expiredUrl}
          error={errors.expiredUrl}
          onChange={(event) => set({ expiredUrl: event.target.value })}
        />
      </div>
    </>
  );
}
