/** One domain in the list, which leads to its page. */
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { WireDomain } from '#core/domain/wire.ts';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Status } from '../design/status.tsx';
import { standingOf } from './words.ts';

export function DomainRow({ domain }: { domain: WireDomain }) {
  const { slug } = useWorkspace();
  return (
    <li className={settings.linked}>
      <div className={settings.words}>
        <p className={settings.name}>
          <Link
            to="/$workspace/settings/domains/$domain"
            params={{ workspace: slug, domain: domain.slug }}
            className={settings.cover}
          >
            {domain.slug}
          </Link>
          <Badges domain={domain} />
        </p>
        <p className={settings.detail}>
          <Ago at={domain.createdAt} prefix="added " />
        </p>
      </div>
      <Status {...standingOf(domain)} />
      <ChevronRight size={15} aria-hidden className={settings.arrow} />
    </li>
  );
}

export function Badges({ domain }: { domain: WireDomain }) {
  return (
    <>
      {domain.primary && <span className={settings.badge}>Primary</span>}
      {domain.shared && <span className={settings.badge}>Shared</span>}
      {domain.caseSensitive && <span className={settings.badge}>Case matters</span>}
      {domain.archived && !domain.verified && <span className={settings.badge}>Archived</span>}
    </>
  );
}
