/** Gives a domain to another workspace of the same person. */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { WireDomain } from '#core/domain/wire.ts';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { apiFor } from '../api/client.ts';
import { SelectField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { countOf } from '../format/number.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { domainLinksQuery, useDomainChange } from './queries.ts';

interface TransferProps {
  open: boolean;
  onClose: () => void;
  domain: WireDomain;
  to: readonly WireWorkspace[];
}

export function TransferDomainDialog({ open, onClose, domain, to }: TransferProps) {
  const { id, slug: workspace } = useWorkspace();
  const router = useRouter();
  const { data: links = 0 } = useQuery({ ...domainLinksQuery(id, domain.slug), enabled: open });
  const transfer = useDomainChange(id, async (workspaceId: string) => {
    await apiFor(id).domains[':slug'].transfer.$post({ param: { slug: domain.slug }, json: { workspaceId } });
    await router.navigate({ to: '/$workspace/settings/domains', params: { workspace } });
  });
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Give ${domain.slug} away`}
      verb="Transfer"
      danger
      submit={async (data) => {
        const receiver = textOf(data, 'workspaceId');
        await transfer.mutateAsync(receiver);
        const name = to.find((each) => each.id === receiver)?.name ?? 'The other workspace';
        notify({ title: `${name} has ${domain.slug} now` });
      }}
    >
      {links > 0 ? (
        <Notice tone="warn">
          There {links === 1 ? 'is' : 'are'} {countOf(links, 'link')} on it. Delete or move them first: links stay with
          the workspace that counted their clicks.
        </Notice>
      ) : (
        <p className={settings.lead}>It keeps its settings and stays proven; no DNS record changes.</p>
      )}
      <SelectField
        label="To"
        name="workspaceId"
        required
        choices={to.map(({ id: value, name: label }) => ({ value, label }))}
      />
    </FormDialog>
  );
}
