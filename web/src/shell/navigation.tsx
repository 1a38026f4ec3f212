/** Where one can go: a sidebar, on tablets a rail, on phones a bar under the thumb. */
import { Link } from '@tanstack/react-router';
import { ChartNoAxesColumn, ChartSpline, Link2, Plus, Scale, Settings } from 'lucide-react';
import { useCreateDialog } from '../links/panel-context.ts';
import { classNames } from '../design/class-names.ts';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import styles from './navigation.module.css';
import { useCanEdit, useWorkspace } from './workspace.ts';

export function Navigation() {
  const workspace = useWorkspace();
  const canEdit = useCanEdit();
  const create = useCreateDialog();
  const params = { workspace: workspace.slug };
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo size={26} />
        <div className={styles.names}>
          <span className={styles.workspace}>{workspace.name}</span>
          <span className={styles.product}>Hopline</span>
        </div>
      </div>
      <nav aria-label="Main" className={styles.nav}>
        <Link
          to="/$workspace"
          params={params}
          className={styles.item}
          title="Overview"
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <ChartNoAxesColumn size={18} aria-hidden />
          <span>Overview</span>
        </Link>
        <Link
          to="/$workspace/links"
          params={params}
          className={styles.item}
          title="Links"
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Link2 size={18} aria-hidden />
          <span>Links</span>
        </Link>
        <AnalyticsLink params={params} />
        <Link
          to="/$workspace/proof"
          params={params}
          className={styles.item}
          title="Proof"
          activeProps={{ 'aria-current': 'page' }}
        >
          <Scale size={18} aria-hidden />
          <span>Proof</span>
        </Link>
        {canEdit && (
          <button type="button" className={styles.create} onClick={create} aria-keyshortcuts="c">
            <Plus size={18} aria-hidden />
            <span>New link</span>
          </button>
        )}
      </nav>
      <div className={styles.foot}>
        <SettingsLink params={params} />
        <AccountMenu workspaceSlug={workspace.slug} />
      </div>
    </header>
  );
}

function AnalyticsLink({ params }: { params: { workspace: string } }) {
  return (
    <Link
      to="/$workspace/analytics"
      params={params}
      search={{}}
      className={styles.item}
      title="Analytics"
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <ChartSpline size={18} aria-hidden />
      <span>Analytics</span>
    </Link>
  );
}

function SettingsLink({ params }: { params: { workspace: string } }) {
  return (
    <Link
      to="/$workspace/settings"
      params={params}
      search={{}}
      className={classNames(styles.item, styles.settings)}
      title="Settings"
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Settings size={18} aria-hidden />
      <span>Settings</span>
    </Link>
  );
}
