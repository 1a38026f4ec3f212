/** The form of a link, for making and for changing one. */
import { CircleAlert } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { DialogBody, DialogFoot } from '../design/dialog.tsx';
import { Kbd } from '../design/kbd.tsx';
import { LinkFields } from './link-fields.tsx';
import styles from './link-form.module.css';
import type { LinkFormInput } from './use-link-form.ts';
import { useLinkForm } from './use-link-form.ts';

const NEW_KEY_NOTE = 'Leave the key empty for a random one.';
const CHANGED_KEY_NOTE = 'Changing it breaks the old short link wherever it was shared.';

/** `verb` stands on the button. */
export function LinkForm({ verb, ...input }: LinkFormInput & { verb: string }) {
  const form = useLinkForm(input);
  const domains = input.domains.map((domain) => domain.slug);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DialogBody>
        <LinkFields form={form} domains={domains} keyNote={input.link ? CHANGED_KEY_NOTE : NEW_KEY_NOTE} />
        {form.errors.form && (
          <p role="alert" className={styles.failure}>
            <CircleAlert size={15} aria-hidden />
            {form.errors.form}
          </p>
        )}
      </DialogBody>
      <DialogFoot>
        <Button type="submit" look="primary" aria-disabled={form.saving}>
          {form.saving ? 'Saving…' : verb}
          <Kbd onAccent>↵</Kbd>
        </Button>
      </DialogFoot>
    </form>
  );
}
