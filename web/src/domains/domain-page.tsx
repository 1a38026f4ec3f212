/** One short domain: its records, where its visitors go, and its ends. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Globe } from 'lucide-react';
import { backClass, BackTo } from '../design/back.tsx';
import { buttonClass } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { Status } from '../design/status.tsx';
import { Ask } from '../settings/ask.tsx';
import { useMay } from '../settings/permissions.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { AppFilesCard } from './app-files-card.tsx';
import { DnsCard } from './dns-card.tsx';
import { DomainEnds } from './domain-ends.tsx';
import { Badges } from './domain-row.tsx';
import { KeysCard } from './keys-card.tsx';
import { LookCard } from './look-card.tsx';
import { PlacesCard } from './places-card.tsx';
import { domainQuery } from './queries.ts';
import { standingOf } from './words.ts';

export function DomainPage() {
  const workspace = useWorkspace();
  const { domain: slug } = useParams({ from: '/member/$workspace/settings/domains/$domain' });
  const canChange = useMay()('domains.write') && workspace.deleteAt === null;
  const domain = useQuery(domainQuery(workspace.id, slug));
  const back = (
    <Link to="/$workspace/settings/domains" params={{ workspace: workspace.slug }} className={backClass}>
      <BackTo>Domains</BackTo>
    </Link>
  );
  return (
    <>
      <title>{`${slug} · ${workspace.name} · Hopline`}</title>
      <Ask query={domain} what="the domain" rows={4}>
        {(found) =>
          found === null ? (
            <EmptyState
              icon={<Globe size={18} />}
              title={`${slug} is not a domain of this workspace`}
              actions={
                <Link
                  to="/$workspace/settings/domains"
                  params={{ workspace: workspace.slug }}
                  className={buttonClass({})}
                >
                  See its domains
                </Link>
              }
            >
              It may have been deleted, or belong to another one.
            </EmptyState>
          ) : (
            // Another domain begins with its own words.
            <div key={found.id} className={settings.stack}>
              <header className={settings.top}>
                {back}
                <div className={settings.title}>
                  <h2>{found.slug}</h2>
                  <Badges domain={found} />
                  <Status {...standingOf(found)} />
                </div>
              </header>
              <DnsCard domain={found} canChange={canChange} />
              <PlacesCard domain={found} canChange={canChange} />
              <KeysCard domain={found} canChange={canChange} />
              <LookCard domain={found} canChange={canChange} />
              <AppFilesCard domain={found} canChange={canChange} />
              {canChange && <DomainEnds domain={found} />}
            </div>
          )
        }
      </Ask>
    </>
  );
}
