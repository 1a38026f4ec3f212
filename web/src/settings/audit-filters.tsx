/** Narrows the audit log: to what it was done, by whom, in which days. All of it stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { areaChoices } from './audit-words.ts';
import { type AuditSearch, membersQuery, tokensQuery } from './queries.ts';
import styles from './audit-log.module.css';

interface AuditFiltersProps {
  /** What the thing in the address is called, once an entry has said so. */
  targetName: string | undefined;
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}

export function AuditFilters({ targetName, search, onChange }: AuditFiltersProps) {
  const { action = '', actor = '', start = '', end = '' } = search;
  const by = actor.replace(/^(user|token):/, '');
  const set = (name: keyof AuditSearch, value: string | undefined) => {
    const { [name]: _old, ...others } = search;
    onChange(value ? { ...others, [name]: value } : others);
  };
  return (
    <div className={styles.filters} role="search" aria-label="Audit log">
      <SelectField
        label="Changes of"
        value={action}
        choices={areaChoices(action)}
        onChange={(event) => set('action', event.target.value)}
      />
      <SelectField
        label="By"
        value={by}
        choices={useActors(by)}
        onChange={(event) => set('actor', event.target.value)}
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
        {search.target && <Chip label={`On ${targetName ?? search.target}`} onClear={() => set('target', undefined)} />}
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

/** Members, then tokens; whoever else stands in the address is there as long as they are chosen. */
function useActors(chosen: string): { value: string; label: string }[] {
  const { id } = useWorkspace();
  const { data: members = [] } = useQuery(membersQuery(id));
  const { data: tokens = [] } = useQuery(tokensQuery(id));
  const choices = [
    { value: '', label: 'Anybody' },
    ...members.map(({ userId, name, email }) => ({ value: userId, label: name || email })),
    ...tokens.map((token) => ({ value: token.id, label: `Token ${token.name}` })),
  ];
  if (choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: chosen.startsWith('system:') ? 'Hopline' : 'Somebody who is gone' }];
}

function Chip({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <Button size="small" onClick={onClear} aria-label={`Clear the filter: ${label}`}>
      {label}
      <X size={13} aria-hidden />
    </Button>
  );
}
