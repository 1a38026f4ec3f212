/** What a token may do: all that its role may, only reading, or a choice. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CheckField } from '../design/check-field.tsx';
import { matrixQuery } from './queries.ts';
import { useMay } from './permissions.ts';
import styles from './settings.module.css';

const PRESETS = [
  { value: 'apis.read', label: 'Read everything', note: 'Links, reports and settings, as far as the role allows.' },
  { value: 'apis.all', label: 'Everything', note: 'All that the role allows, now and later.' },
  { value: 'chosen', label: 'Only what I choose', note: 'The safest: a leaked token can do no more.' },
];

export function ScopeFields() {
  const [access, setAccess] = useState('apis.read');
  const may = useMay();
  const matrix = useQuery(matrixQuery);
  const scopes = (matrix.data?.permissions ?? []).filter(({ permission, forTokens }) => forTokens && may(permission));
  return (
    <fieldset className={styles.group}>
      <legend>It may</legend>
      {PRESETS.map(({ value, label, note }) => (
        <CheckField
          key={value}
          type="radio"
          name="access"
          value={value}
          label={label}
          note={note}
          checked={access === value}
          onChange={() => setAccess(value)}
        />
      ))}
      {access === 'chosen' && (
        <div className={styles.scopes} role="group" aria-label="Scopes">
          {scopes.map(({ permission, allows }) => (
            <CheckField key={permission} name="scope" value={permission} label={permission} title={`May ${allows}`} />
          ))}
        </div>
      )}
    </fieldset>
  );
}
