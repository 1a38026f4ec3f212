/** Making a link: the form, then the new link ready to copy and waiting for its first click. */
import { Globe } from 'lucide-react';
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { EmptyState } from '../design/state.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { CreatedLink } from './created-link.tsx';
import { LinkForm } from './link-form.tsx';
import { useCreateLink } from './mutations.ts';

export function CreateLinkDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const creation = useCreateLink(workspace.id);
  const [created, setCreated] = useState<WireLink>();

  // A closed dialog forgets, but only when it is opened again: its last view stays while it fades.
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setCreated(undefined);
  }

  return (
    <Dialog open={open} onClose={onClose} title={created ? 'Your link is ready' : 'New link'}>
      {workspace.domains.length === 0 ? (
        <NoDomain />
      ) : created ? (
        <CreatedLink link={created} onAnother={() => setCreated(undefined)} onDone={onClose} />
      ) : (
        <LinkForm domains={workspace.domains} verb="Create link" save={creation.mutateAsync} onSaved={setCreated} />
      )}
    </Dialog>
  );
}

function NoDomain() {
  return (
    <EmptyState icon={<Globe size={18} />} title="This workspace has no short domain yet">
      Short links live on a domain, such as go.example.com. Ask the person who runs this Hopline to give your workspace
      one.
    </EmptyState>
  );
}
