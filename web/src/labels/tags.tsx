/** The tags of the workspace. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tag } from 'lucide-react';
import { useState } from 'react';
import { TAG_COLORS, type TagColor } from '#core/tag/tag.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { TagDot } from '../design/tag-dot.tsx';
import { countOf } from '../format/number.ts';
import { tagsKey, tagsQuery } from '../links/label-queries.ts';
import { linksKey } from '../links/queries.ts';
import { useMay } from '../settings/permissions.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { countsQuery } from './counts.ts';
import { LabelList } from './label-list.tsx';
import styles from './labels.module.css';

const isColor = (value: string): value is TagColor => TAG_COLORS.some((color) => color === value);

export function Tags() {
  const { id, slug, deleteAt } = useWorkspace();
  const canChange = useMay()('tags.write') && deleteAt === null;
  const tags = useQuery(tagsQuery(id));
  const { data: counts } = useQuery(countsQuery(id, 'tagId'));
  const keys = [tagsKey(id), linksKey(id)];
  const api = apiFor(id).tags;
  const save = useChange(
    async ({ tagId, ...json }: { tagId: string | undefined; name: string; color: TagColor }) => {
      if (tagId === undefined) await api.$post({ json });
      else await api[':id'].$patch({ param: { id: tagId }, json });
    },
    ...keys,
  );
  const remove = useChange((tagId: string) => api[':id'].$delete({ param: { id: tagId } }), ...keys);
  return (
    <LabelList
      title="Tags"
      noun="tag"
      query={tags}
      canChange={canChange}
      empty={{
        icon: <Tag size={18} />,
        title: 'No tags yet',
        text: 'A link can carry several tags: the campaign, the channel, the client. The list is narrowed by them, and so are the reports.',
      }}
      row={(tag) => ({
        mark: <TagDot color={tag.color} />,
        detail: (
          <Link to="/$workspace/links" params={{ workspace: slug }} search={{ tags: tag.id }} className={styles.count}>
            {countOf(counts?.get(tag.id) ?? 0, 'link')}
          </Link>
        ),
      })}
      renderFields={(tag) => (
        <>
          <TextField label="Name" name="name" defaultValue={tag?.name ?? ''} maxLength={50} required />
          <ColourChoice color={tag?.color ?? 'blue'} />
        </>
      )}
      save={(tag, data) => {
        const color = textOf(data, 'color');
        return save.mutateAsync({
          tagId: tag?.id,
          name: textOf(data, 'name'),
          color: isColor(color) ? color : 'gray',
        });
      }}
      remove={(tag) => remove.mutateAsync(tag.id)}
      consequence="Links keep everything else; they only lose this tag."
    />
  );
}

function ColourChoice({ color }: { color: TagColor }) {
  const [chosen, setChosen] = useState(color);
  return (
    <fieldset className={styles.colours}>
      <legend>Colour</legend>
      {TAG_COLORS.map((each) => (
        <label key={each} className={styles.colour} data-chosen={each === chosen ? '' : undefined}>
          <input
            type="radio"
            name="color"
            value={each}
            className="visually-hidden"
            checked={each === chosen}
            onChange={() => setChosen(each)}
          />
          <TagDot color={each} />
          {each}
        </label>
      ))}
    </fieldset>
  );
}
