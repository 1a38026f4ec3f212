/** What every link has: where it leads, what it is called, what it is sorted under. */
import { useQuery } from '@tanstack/react-query';
import { Check, Dices, LoaderCircle } from 'lucide-react';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { SelectField, TextArea, TextField } from '../design/field.tsx';
import { foldersQuery } from '../links/label-queries.ts';
import { MAX_COMMENT_CHARS, MAX_DESTINATION_CHARS, MAX_KEY_CHARS } from '../links/limits.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { DomainPrefix } from './domain-prefix.tsx';
import { useKeyState } from './key-state.ts';
import styles from './panel-form.module.css';
import { TagField } from './tag-field.tsx';
import type { PanelForm } from './use-panel-form.ts';

/** Codes and addresses are not prose. */
export const VERBATIM = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

interface HeadFieldsProps {
  form: PanelForm;
  changing: boolean;
  /** `domain/key` as it is saved. */
  savedKey: string | undefined;
}

export function HeadFields({ form, changing, savedKey }: HeadFieldsProps) {
  const { values, errors, set } = form;
  return (
    <div className={styles.head}>
      <TextField
        {...VERBATIM}
        label="Destination"
        name="url"
        inputMode="url"
        placeholder="https://example.com/a-long-address"
        maxLength={MAX_DESTINATION_CHARS}
        value={values.url}
        error={errors.url}
        onChange={(event) => set({ url: event.target.value })}
      />
      <KeyField form={form} changing={changing} savedKey={savedKey} />
      <div className={styles.pair}>
        <TagField tags={values.tags} error={errors.tagIds} onChange={(tags) => set({ tags })} />
        <FolderField form={form} />
      </div>
      <TextArea
        label="Note"
        name="comments"
        optional
        rows={2}
        placeholder="What is this link for?"
        maxLength={MAX_COMMENT_CHARS}
        value={values.comments}
        error={errors.comments}
        onChange={(event) => set({ comments: event.target.value })}
      />
    </div>
  );
}

function KeyField({ form: { values, errors, set }, changing, savedKey }: HeadFieldsProps) {
  const workspace = useWorkspace();
  const domains = workspace.domains.map((domain) => domain.slug);
  const key = values.key.trim().replace(/^\/+/, '');
  const isSaved = savedKey === `${values.domain}/${key}`;
  const state = useKeyState(workspace.id, values.domain, isSaved ? '' : key);
  const roll = () =>
    void attempt('No key could be found', async () => {
      const query = values.domain ? { domain: values.domain } : {};
      set({ key: (await (await apiFor(workspace.id).links.random.$get({ query })).json()).key });
    });
  const note = {
    idle: changing
      ? 'Changing it breaks the old short link wherever it was shared.'
      : 'Leave it empty for a random key.',
    asking: (
      <span className={styles.free}>
        <LoaderCircle size={13} aria-hidden />
        Looking whether it is free…
      </span>
    ),
    free: (
      <span className={styles.free} role="status">
        <Check size={13} aria-hidden />
        {changing ? 'Free. The old short link stops working.' : 'Free'}
      </span>
    ),
    taken: undefined,
  }[state.is];
  return (
    <TextField
      {...VERBATIM}
      label="Short link"
      name="key"
      placeholder="random"
      maxLength={MAX_KEY_CHARS}
      value={values.key}
      error={errors.key ?? (state.is === 'taken' ? state.why : undefined)}
      note={note}
      prefix={<DomainPrefix domains={domains} value={values.domain} onChange={(domain) => set({ domain })} />}
      suffix={
        <Button look="ghost" size="small" icon aria-label="Suggest a random key" onClick={roll}>
          <Dices size={15} aria-hidden />
        </Button>
      }
      onChange={(event) => set({ key: event.target.value })}
    />
  );
}

function FolderField({ form: { values, errors, set } }: { form: PanelForm }) {
  const { id } = useWorkspace();
  const { data: folders = [] } = useQuery(foldersQuery(id));
  const choices = [
    { value: '', label: 'No folder' },
    ...folders.map((folder) => ({ value: folder.id, label: folder.name })),
  ];
  return (
    <SelectField
      label="Folder"
      name="folder"
      optional
      choices={choices}
      value={values.folderId}
      error={errors.folderId}
      onChange={(event) => set({ folderId: event.target.value })}
    />
  );
}
