/** The person's own menu: their workspaces, their account, theme and sign-out. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Settings, ShieldAlert, Sun, UserRound } from 'lucide-react';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuText } from '../design/menu.tsx';
import type { Theme } from '../design/theme.ts';
import { chooseTheme, useTheme } from '../design/theme.ts';
import { notify } from '../design/toast.tsx';
import { signOut } from '../session/authenticate.ts';
import { useIsOperator, useSessionUser, useWorkspaces } from '../session/use-session.ts';
import styles from './account-menu.module.css';

const THEMES: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'System', icon: <Monitor size={14} aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun size={14} aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={14} aria-hidden /> },
];

export function AccountMenu({ workspaceSlug }: { workspaceSlug: string }) {
  const workspaces = useWorkspaces();
  const user = useSessionUser();
  const isOperator = useIsOperator();
  const theme = useTheme();
  const queryClient = useQueryClient();
  const router = useRouter();

  async function leave() {
    try {
      await signOut();
    } catch {
      return notify({ tone: 'danger', title: 'Could not sign out', text: 'You are still signed in. Try again.' });
    }
    // Nothing of this person stays in memory for the next one.
    queryClient.clear();
    await router.navigate({ to: '/sign-in' });
  }

  const name = user.name || user.email;
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <button type="button" className={styles.trigger} title="Account">
          <span className={styles.avatar} data-initial={name.slice(0, 1).toUpperCase()} />
          <span className={styles.name}>{name}</span>
          <span className={styles.short}>Account</span>
        </button>
      }
    >
      <MenuText>{user.email}</MenuText>
      <MenuSeparator />
      {workspaces.length > 1 && (
        <>
          <MenuChoice
            label="Workspace"
            value={workspaceSlug}
            choices={workspaces.map(({ slug, name: label }) => ({ value: slug, label }))}
            onChange={(slug) => void router.navigate({ to: '/$workspace', params: { workspace: slug }, search: {} })}
          />
          <MenuSeparator />
        </>
      )}
      <MenuItem render={<Link to="/$workspace/settings" params={{ workspace: workspaceSlug }} search={{}} />}>
        <Settings size={14} aria-hidden />
        Workspace settings
      </MenuItem>
      <MenuItem render={<Link to="/account" />}>
        <UserRound size={14} aria-hidden />
        Your account
      </MenuItem>
      {isOperator && (
        <MenuItem render={<Link to="/abuse" search={{}} />}>
          <ShieldAlert size={14} aria-hidden />
          Abuse desk
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} choices={THEMES} onChange={chooseTheme} />
      <MenuSeparator />
      <MenuItem onClick={() => void leave()}>
        <LogOut size={14} aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
