/** What can become of a domain: the first choice, out of sight, another workspace's, gone. */
import { useState } from 'react';
import type { WireDomain } from '#core/domain/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Card } from '../design/card.tsx';
import { notify } from '../design/toast.tsx';
import { useWorkspaces } from '../session/use-session.ts';
import { Choice } from '../settings/choice.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { DeleteDomainDialog } from './delete-dialog.tsx';
import { useDomainChange } from './queries.ts';
import { TransferDomainDialog } from './transfer-dialog.tsx';

export function DomainEnds({ domain }: { domain: WireDomain }) {
  const { id } = useWorkspace();
  const others = useWorkspaces().filter((workspace) => workspace.id !== id);
  const [open, setOpen] = useState<'transfer' | 'delete'>();
  const param = { slug: domain.slug };
  const makePrimary = useDomainChange(id, async () => apiFor(id).domains[':slug'].primary.$post({ param }));
  const archive = useDomainChange(id, async (archived: boolean) =>
    apiFor(id).domains[':slug'].$patch({ param, json: { archived } }),
  );

  async function choosePrimary() {
    if (await attempt(`${domain.slug} is not the primary domain`, () => makePrimary.mutateAsync(undefined)))
      notify({ title: `${domain.slug} is the primary domain` });
  }

  async function setArchived(archived: boolean) {
    if (!(await attempt(`${domain.slug} was not changed`, () => archive.mutateAsync(archived)))) return;
    const back = { label: 'Undo', run: () => void setArchived(!archived) };
    notify({ title: archived ? `${domain.slug} is archived` : `${domain.slug} is back`, action: back });
  }

  return (
    <Card title="This domain">
      {!domain.primary && domain.verified && !domain.archived && (
        <Choice
          title="Make it the primary domain"
          text="New links get it where nobody chooses another."
          verb="Make primary"
          onChoose={() => void choosePrimary()}
        />
      )}
      <Choice
        title={domain.archived ? 'Bring it back' : 'Archive'}
        text={
          domain.archived
            ? 'It is offered for new links again.'
            : 'No longer offered for new links. Those it has go on working, and are counted.'
        }
        verb={domain.archived ? 'Bring back' : 'Archive'}
        onChoose={() => void setArchived(!domain.archived)}
      />
      {others.length > 0 && (
        <Choice
          title="Give it to another workspace"
          text="Only without links: they belong to this workspace, with their clicks."
          verb="Transfer…"
          onChoose={() => setOpen('transfer')}
        />
      )}
      <Choice
        title="Delete"
        text="The domain and all its links stop at once."
        verb="Delete…"
        danger
        onChoose={() => setOpen('delete')}
      />
      <TransferDomainDialog open={open === 'transfer'} onClose={() => setOpen(undefined)} domain={domain} to={others} />
      <DeleteDomainDialog open={open === 'delete'} onClose={() => setOpen(undefined)} domain={domain} />
    </Card>
  );
}
