/** Narrows the audit log: what was done, to what, by whom, in which days. */
import { X } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import type { AuditSearch } from './queries.ts';
import styles from './audit-log.module.css';

/** The nouns of actions; anything else may stand in the address. */
const ACTIONS = [
  { value: '', label: 'Everything' },
  { value: 'link.*', label: 'Links' },
  { value: 'domain.*', label: 'Domains' },
  { value: 'token.*', label: 'Tokens' },
  { value: 'member.*', label: 'Members' },
  { value: 'invitation.*', label: 'Invitations' },
  { value: 'workspace.*', label: 'Workspace' },
];

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { action = '', start = '', end = '' } = search;
  const known = ACTIONS.some(({ value }) => value === action);
  const set = (name: keyof AuditSearch, value: string | undefined) => {
    const { [name]: _old, ...others } = search;
    onChange(value ? { ...others, [name]: value } : others);
  };
  return (
    <div className={styles.filters} role="search" aria-label="Audit log">
      <SelectField
        label="Changes of"
        value={action}
        choices={known ? ACTIONS : [...ACTIONS, { value: action, label: action }]}
        onChange={(event) => set('action', event.target.value)}
      />
      <TextField
        label="From"
        type="date"
        value={start}
        max={end}
        onChange={(event) => set('start', event.target.value)}
      />
      <TextField
        label="Before"
        type="date"
        value={end}
        min={start}
        onChange={(event) => set('end', event.target.value)}
      />
      <div className={styles.chips}>
        {search.actor && <Chip label={`By ${search.actor}`} onClear={() => set('actor', undefined)} />}
        {search.target && <Chip label={`On ${search.target}`} onClear={() => set('target', undefined)} />}
        {search.requestId && (
          <Chip label={`By request ${search.requestId}`} onClear={() => set('requestId', undefined)} />
        )}
        {search.ipHash && (
          <Chip label={`From address ${search.ipHash.slice(0, 8)}`} onClear={() => set('ipHash', undefined)} />
        )}
      </div>
    </div>
  );
}

function Chip({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <Button size="small" onClick={onClear} aria-label={`Clear the filter: ${label}`}>
      {label}
      <X size={13} aria-hidden />
    </Button>
  );
}
