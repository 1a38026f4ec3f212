/** The short domains of the workspace: which are in service, which wait, and how a new one begins. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { Ask } from '../settings/ask.tsx';
import { useMay } from '../settings/permissions.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { AddDomainDialog } from './add-dialog.tsx';
import { DomainRow } from './domain-row.tsx';
import { domainsQuery, sharedDomainsQuery } from './queries.ts';

export function Domains() {
  const workspace = useWorkspace();
  const canChange = useMay()('domains.write') && workspace.deleteAt === null;
  const domains = useInfiniteQuery(domainsQuery(workspace.id));
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <>
      <Card
        title="Domains"
        aside={
          canChange && (
            <Button size="small" look="primary" onClick={add}>
              <Plus size={14} aria-hidden />
              Add domain
            </Button>
          )
        }
      >
        <Ask query={domains} what="the domains" rows={3}>
          {({ pages }) =>
            pages[0]?.length === 0 ? (
              <NoDomains {...(canChange && { onAdd: add })} />
            ) : (
              <ul aria-label="Domains">
                {pages.flat().map((domain) => (
                  <DomainRow key={domain.id} domain={domain} />
                ))}
              </ul>
            )
          }
        </Ask>
        {domains.hasNextPage && (
          <div className={settings.more}>
            <Button onClick={() => void domains.fetchNextPage()} aria-disabled={domains.isFetchingNextPage}>
              {domains.isFetchingNextPage ? 'Loading…' : 'Show more domains'}
            </Button>
          </div>
        )}
      </Card>
      <Shared own={domains.data?.pages.flat().map(({ slug }) => slug)} />
      <AddDomainDialog open={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function NoDomains({ onAdd }: { onAdd?: () => void }) {
  return (
    <EmptyState
      compact
      icon={<Globe size={18} />}
      title="Links under your own name"
      actions={onAdd && <Button onClick={onAdd}>Add a domain</Button>}
    >
      People click what they recognise: go.acme.com/sale tells them whose link it is. Take a name you do not use yet,
      such as go. or link. in front of your own; two DNS records connect it.
    </EmptyState>
  );
}

/** Domains of the instance beside one's own; a failure here is not worth a person's time. */
function Shared({ own }: { own: string[] | undefined }) {
  const { data = [] } = useQuery(sharedDomainsQuery(useWorkspace().id));
  const shared = data.filter((slug) => !own?.includes(slug));
  if (!own || shared.length === 0) return null;
  return (
    <p className={settings.detail}>
      Also yours to use: <span className={settings.code}>{shared.join(', ')}</span>, shared by every workspace here; its
      keys are first come, first served.
    </p>
  );
}
