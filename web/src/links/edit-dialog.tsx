/** Changing a link. */
import type { WireLink } from '#core/link/wire.ts';
import { Dialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { LinkForm } from './link-form.tsx';
import { useUpdateLink } from './mutations.ts';

export function EditLinkDialog({ link, open, onClose }: { link: WireLink; open: boolean; onClose: () => void }) {
  const { domains } = useWorkspace();
  const update = useUpdateLink(link.workspaceId, link.id);
  const saved = () => {
    onClose();
    notify({ title: 'Link saved', text: 'Visitors get the new version everywhere within a minute.' });
  };
  return (
    <Dialog open={open} onClose={onClose} title="Edit link">
      <LinkForm domains={domains} link={link} verb="Save" save={update.mutateAsync} onSaved={saved} />
    </Dialog>
  );
}
