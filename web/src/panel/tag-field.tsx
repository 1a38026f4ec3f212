/** The tags of a link: searched as one types, made on the spot where one is missing. */
import { Combobox } from '@base-ui/react/combobox';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, CircleAlert, Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { MAX_TAG_NAME_CHARS } from '#core/tag/tag.ts';
import type { WireTag } from '#core/tag/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import field from '../design/field.module.css';
import menu from '../design/menu.module.css';
import { TagDot } from '../design/tag-dot.tsx';
import { tagsKey, tagsQuery } from '../links/label-queries.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './tag-field.module.css';

/** What is not a tag yet stands last in the list. */
type Choice = WireTag | { id: 'new'; name: string; color: undefined };
const isNew = (choice: Choice): choice is Extract<Choice, { id: 'new' }> => choice.id === 'new';

interface TagFieldProps {
  tags: WireTag[];
  error: string | undefined;
  onChange: (tags: WireTag[]) => void;
}

export function TagField({ tags, error, onChange }: TagFieldProps) {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  const id = useId();
  const [query, setQuery] = useState('');
  const { data: known = [] } = useQuery(tagsQuery(workspaceId));
  const typed = query.trim();
  const exists = known.some((tag) => tag.name.toLowerCase() === typed.toLowerCase());
  const choices: Choice[] = typed !== '' && !exists ? [...known, { id: 'new', name: typed, color: undefined }] : known;

  const make = (name: string) =>
    void attempt(`The tag “${name}” could not be made`, async () => {
      const tag = await (await apiFor(workspaceId).tags.$post({ json: { name } })).json();
      client.setQueryData<WireTag[]>(tagsKey(workspaceId), (all) => all && [...all, tag]);
      onChange([...tags, tag]);
    });

  function choose(next: Choice[]) {
    setQuery('');
    const wanted = next.find(isNew);
    if (wanted) return make(wanted.name);
    onChange(next.filter((choice) => !isNew(choice)));
  }

  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        Tags
        <span className={field.optional}>Optional</span>
      </label>
      <Combobox.Root<Choice, true>
        multiple
        items={choices}
        value={tags}
        onValueChange={choose}
        inputValue={query}
        onInputValueChange={setQuery}
        itemToStringLabel={(choice) => choice.name}
        isItemEqualToValue={(a, b) => a.id === b.id}
      >
        <Combobox.InputGroup className={field.box}>
          <Combobox.Chips className={styles.chips}>
            {tags.map((tag) => (
              <ChosenTag key={tag.id} tag={tag} />
            ))}
            <Combobox.Input
              id={id}
              className={styles.input}
              maxLength={MAX_TAG_NAME_CHARS}
              placeholder={tags.length > 0 ? '' : 'Find or make a tag'}
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
        <ChoiceList empty={typed === '' ? 'Type a name to make your first tag.' : ''} />
      </Combobox.Root>
      {error && (
        <p className={field.error} role="alert">
          <CircleAlert size={14} aria-hidden />
          {error}
        </p>
      )}
    </div>
  );
}

function ChosenTag({ tag }: { tag: WireTag }) {
  return (
    <Combobox.Chip className={styles.chip} aria-label={tag.name}>
      <TagDot color={tag.color} />
      {tag.name}
      <Combobox.ChipRemove className={styles.remove} aria-label={`Remove ${tag.name}`}>
        <X size={12} aria-hidden />
      </Combobox.ChipRemove>
    </Combobox.Chip>
  );
}

function ChoiceList({ empty }: { empty: string }) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner className={styles.positioner} sideOffset={4} align="start">
        <Combobox.Popup className={menu.popup}>
          <Combobox.Empty>
            <div className={styles.empty}>{empty}</div>
          </Combobox.Empty>
          <Combobox.List>
            {(choice: Choice) => (
              <Combobox.Item key={choice.id} value={choice} className={menu.item}>
                {isNew(choice) ? <Plus size={13} aria-hidden /> : <TagDot color={choice.color} />}
                {isNew(choice) ? `Make “${choice.name}”` : choice.name}
                <Combobox.ItemIndicator className={menu.tick}>
                  <Check size={14} aria-hidden />
                </Combobox.ItemIndicator>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
