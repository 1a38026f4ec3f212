/** What networks show when the short link is shared: the destination's own card, or one made here. */
import { useQuery } from '@tanstack/react-query';
import { Wand2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { CheckField } from '../design/check-field.tsx';
import { TextArea, TextField } from '../design/field.tsx';
import { parseDestination } from '../format/address.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { VERBATIM } from './head-fields.tsx';
import { metatagsQuery } from './metatags.ts';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';

export function SocialSection({ form: { values, errors, set } }: SectionProps) {
  const { id } = useWorkspace();
  const url = parseDestination(values.url);
  const page = useQuery(metatagsQuery(id, url));
  const fill = () =>
    set({
      title: values.title || (page.data?.title ?? ''),
      description: values.description || (page.data?.description ?? ''),
      image: values.image || (page.data?.image ?? ''),
    });
  return (
    <>
      <CheckField
        label="Show a card of its own"
        note="Networks that draw a card get this title, text and picture. People are led on as always."
        checked={values.proxy}
        onChange={(event) => set({ proxy: event.target.checked })}
      />
      <TextField
        label="Title"
        maxLength={300}
        placeholder={page.data?.title ?? 'Title of the page'}
        value={values.title}
        error={errors.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextArea
        label="Description"
        rows={2}
        maxLength={1_000}
        placeholder={page.data?.description ?? 'A sentence or two'}
        value={values.description}
        error={errors.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <TextField
        {...VERBATIM}
        label="Picture"
        inputMode="url"
        placeholder="https://example.com/card.png"
        note="1200 × 630 pixels look best nearly everywhere."
        value={values.image}
        error={errors.image}
        onChange={(event) => set({ image: event.target.value })}
      />
      {page.data && !page.data.problem && (
        <Button size="small" className={styles.end} onClick={fill}>
          <Wand2 size={14} aria-hidden />
          Fill in from the page
        </Button>
      )}
      {page.data?.problem && <p className={styles.note}>The page could not be read: {page.data.problem}</p>}
    </>
  );
}
