/** A condition on the metadata that leads and sales carry, in the API's own words; Enter applies it. */
import { Braces } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../design/button.tsx';
import styles from './filter-bar.module.css';

export function MetaField({ value, onChange }: { value: string; onChange: (condition: string) => void }) {
  const [typed, setTyped] = useState(value);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <form className={styles.meta} onSubmit={apply}>
      <Braces size={15} aria-hidden />
      <input
        className={styles.input}
        aria-label="Condition on metadata"
        placeholder="metadata['plan']:'pro' AND metadata['seats']>=5"
        spellCheck={false}
        autoCapitalize="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed.trim() !== value && (
        <Button type="submit" size="small">
          Apply
        </Button>
      )}
    </form>
  );
}
