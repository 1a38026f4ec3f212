/** The frame of the settings: a menu of those one may see, beside the chosen one; on phones above it. */
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { EmptyState } from '../design/state.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { type Permission, useMay } from './permissions.ts';
import { type Section, SECTIONS } from './sections.ts';
import styles from './settings.module.css';

export function Settings() {
  const workspace = useWorkspace();
  const may = useMay();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') });
  const here = sectionOf(path, workspace.slug);
  const name = here?.label ?? 'Settings';
  const menu = useRef<HTMLElement>(null);
  // On phones the menu is wider than the screen: the chosen section is in sight.
  useEffect(() => {
    const links = [...(menu.current?.querySelectorAll('a') ?? [])];
    const chosen = links.findLast((link) => path === link.pathname || path.startsWith(`${link.pathname}/`));
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <div className={styles.page}>
      <title>{`${name} · ${workspace.name} · Hopline`}</title>
      <header className={styles.head}>
        <h1 className={styles.heading}>Settings</h1>
      </header>
      <div className={styles.columns}>
        <nav ref={menu} aria-label="Settings" className={styles.menu}>
          {SECTIONS.filter(({ needs }) => may(needs)).map(({ to, label, Icon }) => (
            <Link
              key={to}
              to={to}
              params={{ workspace: workspace.slug }}
              search={{}}
              className={styles.choice}
              activeOptions={{ exact: to === '/$workspace/settings', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon size={16} aria-hidden />
              {label}
            </Link>
          ))}
        </nav>
        <div className={styles.section}>
          {here && !may(here.needs) ? <NotAllowed needs={here.needs} /> : <Outlet />}
        </div>
      </div>
    </div>
  );
}

/** The section a page is in; a domain's own page is in that of the domains. */
function sectionOf(path: string, workspace: string): Section | undefined {
  const pathOf = ({ to }: Section) => to.replace('$workspace', workspace);
  return (
    SECTIONS.find((section) => pathOf(section) === path) ??
    SECTIONS.findLast((section) => path.startsWith(`${pathOf(section)}/`))
  );
}

function NotAllowed({ needs }: { needs: Permission }) {
  return (
    <EmptyState icon={<Lock size={18} />} title="Your role does not include this">
      It takes the permission “{needs}”. Ask an owner or admin of the workspace; who may do what stands under Members.
    </EmptyState>
  );
}
