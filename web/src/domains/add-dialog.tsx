/** Adds a domain and leads to its page, where the records stand that it needs. */
import { useRouter } from '@tanstack/react-router';
import { apiFor } from '../api/client.ts';
import { TextField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { useDomainChange } from './queries.ts';

export function AddDomainDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { id, slug: workspace } = useWorkspace();
  const router = useRouter();
  const add = useDomainChange(id, async (slug: string) => (await apiFor(id).domains.$post({ json: { slug } })).json());
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Add a domain"
      verb="Add domain"
      submit={async (data) => {
        const { slug } = await add.mutateAsync(hostTyped(textOf(data, 'slug')));
        onClose();
        await router.navigate({ to: '/$workspace/settings/domains/$domain', params: { workspace, domain: slug } });
      }}
    >
      <TextField
        label="Domain"
        name="slug"
        placeholder="go.acme.com"
        note="A name that shows nothing yet: a website at the same name would be out of reach. Next you see the two DNS records it needs."
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        maxLength={253}
        required
      />
    </FormDialog>
  );
}

/** What people paste: an address instead of a name. */
function hostTyped(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '');
}
