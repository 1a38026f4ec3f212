/** Making or changing a link, beside a look at what it will be. */
import { useQueryClient } from '@tanstack/react-query';
import { Globe } from 'lucide-react';
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { attempt } from '../api/attempt.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { Sheet } from '../design/sheet.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { displayUrl } from '../format/address.ts';
import { undoLastChange, useCreateLink, useUpdateLink } from '../links/mutations.ts';
import type { PanelRequest } from '../links/panel-context.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { CreatedLink } from './created-link.tsx';
import { LinkTalk } from './link-talk.tsx';
import { PanelFormView } from './panel-form.tsx';
import { PanelTabs, type PanelTab } from './panel-tabs.tsx';
import { BLANK, copyOf, valuesOf } from './values.ts';

interface LinkPanelProps {
  request: PanelRequest;
  open: boolean;
  onClose: () => void;
}

export function LinkPanel({ request, open, onClose }: LinkPanelProps) {
  const workspace = useWorkspace();
  const [created, setCreated] = useState<WireLink>();
  const [tab, setTab] = useState<PanelTab>('settings');
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  // What was typed must not be lost to a click beside the panel.
  const leave = () => (dirty ? setAsking(true) : onClose());
  const title =
    request.is === 'edit' ? displayUrl(request.link.shortLink) : created ? 'Your link is ready' : 'New link';
  return (
    <Sheet
      open={open}
      onClose={leave}
      title={title}
      aside={request.is === 'edit' && <PanelTabs tab={tab} onChange={setTab} />}
    >
      {workspace.domains.length === 0 ? (
        <NoDomain />
      ) : created ? (
        <CreatedLink link={created} onAnother={() => setCreated(undefined)} onDone={onClose} />
      ) : request.is === 'new' ? (
        <NewLink
          from={request.from}
          onDirty={setDirty}
          onSaved={(link) => {
            setDirty(false);
            setCreated(link);
          }}
        />
      ) : (
        <>
          {/* Stays while the other tab is looked at: nothing typed is lost. */}
          <EditLink request={request} hidden={tab !== 'settings'} onDirty={setDirty} onSaved={onClose} />
          {tab !== 'settings' && <LinkTalk link={request.link} tab={tab} />}
        </>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Leave without saving?"
        verb="Discard changes"
        onConfirm={() => {
          setAsking(false);
          onClose();
        }}
      >
        What you have changed here is not saved yet.
      </ConfirmDialog>
    </Sheet>
  );
}

interface FormProps {
  onDirty: (dirty: boolean) => void;
  onSaved: (link: WireLink) => void;
}

function NewLink({ from, ...props }: FormProps & { from: WireLink | undefined }) {
  const { id, domains } = useWorkspace();
  const creation = useCreateLink(id);
  const primary = domains.find((domain) => domain.primary) ?? domains[0];
  const start = from ? copyOf(from) : { ...BLANK, domain: primary?.slug ?? '' };
  return (
    <PanelFormView
      {...props}
      saved={BLANK}
      start={start}
      verb="Create link"
      save={(draft) => creation.mutateAsync({ ...draft, url: draft.url ?? '' })}
    />
  );
}

function EditLink({
  request: { link, section },
  hidden,
  onSaved,
  onDirty,
}: FormProps & { request: Extract<PanelRequest, { is: 'edit' }>; hidden: boolean }) {
  const client = useQueryClient();
  const update = useUpdateLink(link.workspaceId, link.id);
  const [saved] = useState(() => valuesOf(link));
  const undo = () => void attempt('That could not be undone', () => undoLastChange(client, link.workspaceId, link.id));
  return (
    <PanelFormView
      saved={saved}
      start={saved}
      section={section}
      link={link}
      verb="Save"
      hidden={hidden}
      onDirty={onDirty}
      // Nothing changed, nothing to send.
      save={async (draft) => (Object.keys(draft).length === 0 ? link : update.mutateAsync(draft))}
      onSaved={(after) => {
        onSaved(after);
        notify({
          title: 'Link saved',
          text: 'Visitors get the new version everywhere within a minute.',
          ...(after.updatedAt !== link.updatedAt && { action: { label: 'Undo', run: undo } }),
        });
      }}
    />
  );
}

function NoDomain() {
  return (
    <EmptyState icon={<Globe size={18} />} title="This workspace has no short domain yet">
      Short links live on a domain, such as go.example.com. Add one under Settings, or ask an owner or admin of the
      workspace to.
    </EmptyState>
  );
}
