/** Where a domain leads when no link does: its bare name, unknown keys, expired links. */
import { useQuery } from '@tanstack/react-query';
import type { WireDomain } from '#core/domain/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { parseDestination } from '../format/address.ts';
import { useMay } from '../settings/permissions.ts';
import { SaveForm } from '../settings/save-form.tsx';
import settings from '../settings/settings.module.css';
import { useDraft } from '../settings/use-draft.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { ROOT_KEY, rootLinkQuery, useDomainChange } from './queries.ts';

interface Places {
  root: string;
  notFoundUrl: string;
  expiredUrl: string;
}

/** With the scheme people leave out; what is no address goes to the server, which says why. */
const addressOf = (text: string) => (text.trim() === '' ? null : (parseDestination(text) ?? text.trim()));

function useSavePlaces(domain: WireDomain, root: WireLink | null | undefined) {
  const { id } = useWorkspace();
  return useDomainChange(id, async ({ root: rootUrl, ...places }: Places) => {
    const api = apiFor(id);
    const json = { notFoundUrl: addressOf(places.notFoundUrl), expiredUrl: addressOf(places.expiredUrl) };
    await api.domains[':slug'].$patch({ param: { slug: domain.slug }, json });
    const url = addressOf(rootUrl);
    if (url === (root?.url ?? null)) return;
    if (!root) await api.links.$post({ json: { domain: domain.slug, key: ROOT_KEY, url: url ?? '' } });
    else if (url === null) await api.links[':linkId'].$delete({ param: { linkId: root.id } });
    else await api.links[':linkId'].$patch({ param: { linkId: root.id }, json: { url } });
  });
}

export function PlacesCard({ domain, canChange }: { domain: WireDomain; canChange: boolean }) {
  const { id } = useWorkspace();
  const mayLink = useMay()('links.write');
  const root = useQuery({ ...rootLinkQuery(id, domain.slug), enabled: domain.verified });
  const draft = useDraft({
    root: root.data?.url ?? '',
    notFoundUrl: domain.notFoundUrl ?? '',
    expiredUrl: domain.expiredUrl ?? '',
  });
  const save = useSavePlaces(domain, root.data);
  const field = (name: keyof Places) => ({
    value: draft.values[name],
    onChange: (value: string) => draft.set(name, value),
  });
  return (
    <Card title="Where it leads without a link">
      <SaveForm
        canChange={canChange}
        changed={draft.changed}
        saved="Saved. It holds everywhere within a minute."
        onDiscard={draft.discard}
        save={async () => {
          await save.mutateAsync(draft.values);
          draft.discard();
        }}
      >
        <AddressField
          label={`${domain.slug} itself`}
          placeholder="https://acme.com/"
          note={
            domain.verified
              ? 'Its clicks are counted like those of any link. Empty: it is answered like an unknown link.'
              : 'Can be set once the domain is in service.'
          }
          readOnly={!canChange || !mayLink}
          disabled={!domain.verified || root.isPending}
          {...field('root')}
        />
        <AddressField
          label="Unknown links"
          placeholder="https://acme.com/not-found"
          note="Typing errors and deleted links lead there. Empty: a plain page says that there is nothing."
          readOnly={!canChange}
          {...field('notFoundUrl')}
        />
        <AddressField
          label="Expired links"
          placeholder="https://acme.com/over"
          note="For links that have no page of their own for it."
          readOnly={!canChange}
          {...field('expiredUrl')}
        />
      </SaveForm>
    </Card>
  );
}

interface AddressFieldProps {
  label: string;
  placeholder: string;
  note: string;
  value: string;
  onChange: (value: string) => void;
  readOnly: boolean;
  disabled?: boolean;
}

function AddressField({ onChange, ...field }: AddressFieldProps) {
  return (
    <div className={settings.wide}>
      <TextField
        inputMode="url"
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        {...field}
      />
    </div>
  );
}
