/** Everything that can be done from anywhere, as commands of the menu. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import {
  Building2,
  CornerDownRight,
  Keyboard,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Settings,
  Sun,
  UserRound,
} from 'lucide-react';
import { chooseTheme } from '../design/theme.ts';
import { notify } from '../design/toast.tsx';
import { useCreateDialog } from '../links/panel-context.ts';
import { signOut } from '../session/authenticate.ts';
import { useWorkspaces } from '../session/use-session.ts';
import { permissionsQuery } from '../settings/permissions.ts';
import { SECTIONS } from '../settings/sections.ts';
import { SCREENS } from '../shell/screens.ts';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';

export interface Command {
  id: string;
  group: string;
  label: string;
  also?: string | undefined;
  /** A shortcut that does the same. */
  keys?: string | undefined;
  Icon: LucideIcon;
  run: () => void;
}

/** @param showShortcuts opens the list of shortcuts. */
export function useCommands(showShortcuts: () => void): Command[] {
  const settings = useSettingsCommands();
  const screens = useScreenCommands();
  const workspaces = useWorkspaceCommands();
  const leave = useLeave();
  const create = useCreateDialog();
  const canEdit = useCanEdit();
  const router = useRouter();
  const { domains } = useWorkspace();
  const making: Command[] = canEdit
    ? [
        {
          id: 'new',
          group: 'Do',
          label: 'New link',
          also: 'create make add shorten',
          keys: 'c',
          Icon: Plus,
          run: create,
        },
      ]
    : [];
  return [
    ...making,
    ...screens,
    ...settings,
    ...workspaces,
    ...domains.map(({ slug }) => domainCommand(slug, (text) => void copyText(text))),
    themeCommand('Light theme', 'light', Sun),
    themeCommand('Dark theme', 'dark', Moon),
    themeCommand('Theme of the system', 'system', Monitor),
    {
      id: 'keys',
      group: 'Help',
      label: 'Keyboard shortcuts',
      also: 'keys help',
      keys: '?',
      Icon: Keyboard,
      run: showShortcuts,
    },
    {
      id: 'account',
      group: 'You',
      label: 'Your account',
      also: 'profile password passkey sessions two factor email',
      Icon: UserRound,
      run: () => void router.navigate({ to: '/account' }),
    },
    { id: 'leave', group: 'You', label: 'Sign out', also: 'log out leave', Icon: LogOut, run: () => void leave() },
  ];
}

function themeCommand(label: string, theme: 'light' | 'dark' | 'system', Icon: LucideIcon): Command {
  return {
    id: `theme-${theme}`,
    group: 'Look',
    label,
    also: 'appearance mode colours night day',
    Icon,
    run: () => chooseTheme(theme),
  };
}

function domainCommand(domain: string, copy: (text: string) => void): Command {
  return {
    id: `domain-${domain}`,
    group: 'Domains',
    label: `Copy ${domain}`,
    also: 'domain',
    Icon: Building2,
    run: () => copy(domain),
  };
}

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ title: `${text.replace(/^https?:\/\//, '')} copied` });
  } catch {
    notify({ tone: 'danger', title: 'Could not copy', text: 'The browser did not allow it.' });
  }
}

function useScreenCommands(): Command[] {
  const router = useRouter();
  const { slug } = useWorkspace();
  return SCREENS.map(({ to, label, key, also }) => ({
    id: to,
    group: 'Go to',
    label,
    also: `go to open ${also ?? ''}`,
    keys: key && `g ${key}`,
    Icon: CornerDownRight,
    run: () => void router.navigate({ to, params: { workspace: slug }, search: {} }),
  }));
}

/** Only sections that the person may open. */
function useSettingsCommands(): Command[] {
  const router = useRouter();
  const { id, slug } = useWorkspace();
  const { data: permissions } = useQuery(permissionsQuery(id));
  return SECTIONS.filter(({ to, needs }) => to !== '/$workspace/settings' && permissions?.includes(needs)).map(
    ({ to, label }) => ({
      id: to,
      group: 'Settings',
      label,
      also: 'settings go to open',
      Icon: Settings,
      run: () => void router.navigate({ to, params: { workspace: slug }, search: {} }),
    }),
  );
}

function useWorkspaceCommands(): Command[] {
  const router = useRouter();
  const { id } = useWorkspace();
  return useWorkspaces()
    .filter((other) => other.id !== id)
    .map(({ slug, name }) => ({
      id: `workspace-${slug}`,
      group: 'Workspaces',
      label: `Switch to ${name}`,
      also: `workspace ${slug}`,
      Icon: Building2,
      run: () => void router.navigate({ to: '/$workspace', params: { workspace: slug }, search: {} }),
    }));
}

function useLeave(): () => Promise<void> {
  const router = useRouter();
  const queryClient = useQueryClient();
  return async () => {
    try {
      await signOut();
    } catch {
      return notify({ tone: 'danger', title: 'Could not sign out', text: 'You are still signed in. Try again.' });
    }
    // Nothing of this person stays in memory for the next one.
    queryClient.clear();
    await router.navigate({ to: '/sign-in' });
  };
}
