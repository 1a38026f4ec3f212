/** The form of a link and the look at what it makes, side by side; on phones one above the other. */
import { CircleAlert, CornerDownLeft } from 'lucide-react';
import { useEffect } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { useSubmitByKeys } from '../design/use-submit-by-keys.ts';
import { HeadFields } from './head-fields.tsx';
import styles from './panel-form.module.css';
import { Preview } from './preview.tsx';
import { Sections } from './sections.tsx';
import { type PanelFormInput, usePanelForm } from './use-panel-form.ts';

interface PanelFormProps extends PanelFormInput {
  /** The link that is changed. */
  link?: WireLink;
  verb: string;
  hidden?: boolean;
  onDirty: (dirty: boolean) => void;
}

/** `verb` stands on the button. */
export function PanelFormView({ verb, link, hidden = false, onDirty, ...input }: PanelFormProps) {
  const form = usePanelForm(input);
  const keys = useSubmitByKeys();
  const { dirty } = form;
  useEffect(() => onDirty(dirty), [dirty, onDirty]);
  return (
    <form
      className={styles.form}
      hidden={hidden}
      noValidate
      ref={keys}
      onSubmit={(event) => {
        event.preventDefault();
        // Forms of dialogs within the panel are its children to React.
        if (event.target === event.currentTarget) void form.submit();
      }}
    >
      <div className={styles.columns}>
        <div className={styles.fields}>
          <HeadFields form={form} changing={link !== undefined} savedKey={link && `${link.domain}/${link.key}`} />
          <Sections form={form} link={link} />
        </div>
        <Preview values={form.values} link={link} />
      </div>
      <footer className={styles.foot}>
        {form.errors.form && (
          <p role="alert" className={styles.failure}>
            <CircleAlert size={15} aria-hidden />
            {form.errors.form}
          </p>
        )}
        <Button type="submit" look="primary" aria-disabled={form.saving}>
          {form.saving ? 'Saving…' : verb}
          <Kbd onAccent>
            <CornerDownLeft size={11} />
          </Kbd>
        </Button>
      </footer>
    </form>
  );
}
