/** Asks once more before a domain is deleted with everything on it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { WireDomain } from '#core/domain/wire.ts';
import { apiFor } from '../api/client.ts';
import { useConfirmByName } from '../design/confirm-by-name.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { countOf } from '../format/number.ts';
import { listsKey } from '../links/queries.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { domainLinksQuery, useDomainChange } from './queries.ts';

interface DeleteDomainProps {
  open: boolean;
  onClose: () => void;
  domain: WireDomain;
}

export function DeleteDomainDialog({ open, onClose, domain }: DeleteDomainProps) {
  const { id, slug: workspace } = useWorkspace();
  const router = useRouter();
  const client = useQueryClient();
  const { data: links } = useQuery({ ...domainLinksQuery(id, domain.slug), enabled: open });
  const byName = useConfirmByName(domain.slug);
  const remove = useDomainChange(id, async () => {
    await apiFor(id).domains[':slug'].$delete({ param: { slug: domain.slug } });
    await router.navigate({ to: '/$workspace/settings/domains', params: { workspace } });
  });
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Delete ${domain.slug}?`}
      verb="Delete domain"
      danger
      submit={async (form) => {
        if (!byName.isConfirmed(form)) return;
        await remove.mutateAsync(undefined);
        void client.invalidateQueries({ queryKey: listsKey(id) });
        notify({ title: `${domain.slug} is deleted` });
      }}
    >
      <ul className={settings.consequences}>
        <li>
          {links === undefined
            ? 'All its links stop at once and are removed.'
            : links === 0
              ? 'There are no links on it.'
              : `${countOf(links, 'link')} on it ${links === 1 ? 'stops' : 'stop'} at once and ${links === 1 ? 'is' : 'are'} removed. This cannot be undone.`}
        </li>
        <li>Printed QR codes and shared links of {domain.slug} lead nowhere any more.</li>
        <li>Their clicks stay in the reports.</li>
        <li>Take the DNS records away as well: nobody else should be able to claim the name.</li>
      </ul>
      {byName.field}
    </FormDialog>
  );
}
