/** UTM parameters, which live in the destination and nowhere else; and templates of them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BookMarked, Save } from 'lucide-react';
import { useState } from 'react';
import { readUtm, UTM_FIELDS, type UtmField, writeUtm } from '#core/link/draft/utm.ts';
import type { Utm } from '#core/link/link.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { Menu, MenuItem, MenuText } from '../design/menu.tsx';
import { notify } from '../design/toast.tsx';
import { parseDestination } from '../format/address.ts';
import { templatesKey, templatesQuery } from '../links/label-queries.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { VERBATIM } from './head-fields.tsx';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';
import { UTM_NAMES, utmWith } from './utm.ts';

export function UtmSection({ form: { values, set } }: SectionProps) {
  const { id } = useWorkspace();
  const [naming, setNaming] = useState(false);
  const url = parseDestination(values.url);
  const utm = readUtm(url ?? '') ?? {};
  const { data: templates = [] } = useQuery(templatesQuery(id));
  if (url === undefined)
    return <p className={styles.lead}>Type the destination first: the parameters become a part of it.</p>;
  return (
    <>
      <div className={styles.row}>
        <Menu
          align="start"
          trigger={
            <Button size="small">
              <BookMarked size={14} aria-hidden />
              Use a template
            </Button>
          }
        >
          {templates.length === 0 && <MenuText>None yet. Fill in the fields, then save them as a template.</MenuText>}
          {templates.map((template) => (
            <MenuItem key={template.id} onClick={() => set({ url: utmWith(url, template) })}>
              {template.name}
            </MenuItem>
          ))}
        </Menu>
        {Object.keys(utm).length > 0 && (
          <Button size="small" look="ghost" onClick={() => setNaming(true)}>
            <Save size={14} aria-hidden />
            Save as a template
          </Button>
        )}
      </div>
      <div className={styles.grid}>
        {UTM_NAMES.map(({ field, label, example }) => (
          <UtmInput
            key={field}
            label={label}
            example={example}
            saved={utm[UTM_FIELDS[field]] ?? ''}
            onChange={(value) => set({ url: writeUtm(url, { [field]: value }) })}
          />
        ))}
      </div>
      <SaveTemplate open={naming} utm={utm} onClose={() => setNaming(false)} />
    </>
  );
}

/** Keeps a blank at the end while one is typing the next word; the address has no use for it. */
function UtmInput({
  label,
  example,
  saved,
  onChange,
}: {
  label: string;
  example: string;
  saved: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(saved);
  const shown = typed.trim() === saved ? typed : saved;
  return (
    <TextField
      {...VERBATIM}
      label={label}
      placeholder={example}
      maxLength={255}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value);
      }}
    />
  );
}

function SaveTemplate({ open, utm, onClose }: { open: boolean; utm: Utm; onClose: () => void }) {
  const { id } = useWorkspace();
  const client = useQueryClient();
  const fields = Object.entries(UTM_FIELDS) as [UtmField, keyof Utm][];
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Save as a template"
      verb="Save template"
      submit={async (data) => {
        const given = Object.fromEntries(fields.map(([field, name]) => [field, utm[name] ?? null]));
        await apiFor(id)['utm-templates'].$post({ json: { name: textOf(data, 'name'), ...given } });
        await client.invalidateQueries({ queryKey: templatesKey(id) });
        onClose();
        notify({ title: 'Template saved' });
      }}
    >
      <TextField label="Name" name="name" placeholder="Newsletter" maxLength={100} required />
    </FormDialog>
  );
}
