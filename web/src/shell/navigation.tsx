/** Where one can go: a sidebar, on tablets a rail, on phones a bar under the thumb. */
import { Link } from '@tanstack/react-router';
import {
  Activity,
  ChartNoAxesColumn,
  ChartSpline,
  CodeXml,
  Link2,
  Menu,
  type LucideIcon,
  Plus,
  Radio,
  Scale,
  Search,
  Settings,
} from 'lucide-react';
import { useCreateDialog } from '../links/panel-context.ts';
import { classNames } from '../design/class-names.ts';
import { IS_APPLE } from '../command/platform.ts';
import { Kbd } from '../design/kbd.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import styles from './navigation.module.css';
import type { ScreenAddress } from './screens.ts';
import { useCanEdit, useWorkspace } from './workspace.ts';

export function Navigation({ onCommand }: { onCommand: () => void }) {
  const workspace = useWorkspace();
  const canEdit = useCanEdit();
  const create = useCreateDialog();
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo size={26} />
        <div className={styles.names}>
          <span className={styles.workspace}>{workspace.name}</span>
          <span className={styles.product}>Hopline</span>
        </div>
      </div>
      <CommandButton onClick={onCommand} />
      <nav aria-label="Main" className={styles.nav}>
        <ScreenLink to="/$workspace" label="Overview" Icon={ChartNoAxesColumn} exact />
        <ScreenLink to="/$workspace/live" label="Live" Icon={Radio} wide />
        <ScreenLink to="/$workspace/links" label="Links" Icon={Link2} />
        <ScreenLink to="/$workspace/analytics" label="Analytics" Icon={ChartSpline} />
        <ScreenLink to="/$workspace/events" label="Events" Icon={Activity} wide />
        <ScreenLink to="/$workspace/proof" label="Proof" Icon={Scale} wide />
        <ScreenLink to="/$workspace/developer" label="Developer" Icon={CodeXml} wide />
        {canEdit && (
          <button type="button" className={styles.create} onClick={create} aria-keyshortcuts="c">
            <Plus size={18} aria-hidden />
            <span>New link</span>
          </button>
        )}
      </nav>
      <div className={styles.foot}>
        <ScreenLink to="/$workspace/settings" label="Settings" Icon={Settings} wide />
        <AccountMenu workspaceSlug={workspace.slug} />
      </div>
    </header>
  );
}

/** On phones it stands beside the others, and leads to what they have no room for. */
function CommandButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.command}
      onClick={onClick}
      aria-keyshortcuts={IS_APPLE ? 'Meta+K' : 'Control+K'}
      title="Search links and commands"
    >
      <Search size={16} className={styles.search} aria-hidden />
      <span className={styles.search}>Search</span>
      <Menu size={18} className={styles.more} aria-hidden />
      <span className={styles.more}>More</span>
      <Kbd>{IS_APPLE ? '⌘K' : 'Ctrl K'}</Kbd>
    </button>
  );
}

interface ScreenLinkProps {
  to: ScreenAddress;
  label: string;
  Icon: LucideIcon;
  /** There is room for six things under a thumb: phones reach this one through the menu. */
  wide?: boolean;
  /** Current only at this very address, not at those below it. */
  exact?: boolean;
}

function ScreenLink({ to, label, Icon, wide = false, exact = false }: ScreenLinkProps) {
  const { slug } = useWorkspace();
  return (
    <Link
      to={to}
      params={{ workspace: slug }}
      search={{}}
      className={classNames(styles.item, wide && styles.wide)}
      title={label}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon size={18} aria-hidden />
      <span>{label}</span>
    </Link>
  );
}
