/** What needs a person's eye in a workspace: raised and resolved by jobs, shown to those who may see what it is about. */
import type { Actor } from '../access/actor.ts';
import type { Permission } from '../access/permissions.ts';
import type { LinkStore } from '../link/ports.ts';

export const ALERT_KINDS = [
  'audit.broken',
  'link.failing',
  'usage.events',
  'webhook.disabled',
  'webhook.failing',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** With which permission one sees the thing that the alert is about. */
export const SEEN_WITH: Record<AlertKind, Permission> = {
  'audit.broken': 'analytics.read',
  'link.failing': 'links.read',
  'usage.events': 'workspaces.read',
  'webhook.disabled': 'webhooks.read',
  'webhook.failing': 'webhooks.read',
};

/** Times are Unix milliseconds. */
export interface Alert {
  kind: AlertKind;
  /** Id of what it is about: a link, a webhook, a day, a month. */
  subject: string;
  detail: Record<string, unknown>;
  firstSeenAt: number;
  lastSeenAt: number;
  /** Null while it is open. */
  resolvedAt: number | null;
}

export interface AlertPage {
  kinds: readonly AlertKind[];
  state: 'open' | 'resolved' | undefined;
  limit: number;
  offset: number;
}

/** Alerts of exactly one workspace, the last seen first. */
export interface AlertStore {
  page(page: AlertPage): Promise<Alert[]>;
}

export interface AlertContext {
  actor: Actor;
  alerts: AlertStore;
  /** As the actor sees them: links in folders that are closed to the actor are not there. */
  links: Pick<LinkStore, 'byIds'>;
}
