/** The screens of a workspace, for the command menu and for keys: `g` and a letter goes to one. */

export type ScreenAddress =
  | '/$workspace'
  | '/$workspace/live'
  | '/$workspace/links'
  | '/$workspace/analytics'
  | '/$workspace/events'
  | '/$workspace/proof'
  | '/$workspace/import'
  | '/$workspace/developer'
  | '/$workspace/settings';

export interface Screen {
  to: ScreenAddress;
  label: string;
  /** After `g`. */
  key?: string;
  /** What people might call it instead. */
  also?: string;
}

export const SCREENS: readonly Screen[] = [
  { to: '/$workspace', label: 'Overview', key: 'o', also: 'home dashboard' },
  { to: '/$workspace/live', label: 'Live', key: 'v', also: 'map realtime now feed' },
  { to: '/$workspace/links', label: 'Links', key: 'l', also: 'list short urls' },
  { to: '/$workspace/analytics', label: 'Analytics', key: 'a', also: 'stats reports map charts traffic' },
  { to: '/$workspace/events', label: 'Events', key: 'e', also: 'clicks leads sales log' },
  { to: '/$workspace/proof', label: 'Proof', key: 'p', also: 'audit ledger balanced receipt' },
  { to: '/$workspace/developer', label: 'Developer', key: 'd', also: 'api reference sdk code curl' },
  { to: '/$workspace/settings', label: 'Settings', key: 's', also: 'general workspace' },
  { to: '/$workspace/import', label: 'Import links', also: 'csv bitly rebrandly move' },
];
