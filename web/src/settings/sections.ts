/** The pages of the settings, in the order of their menu. */
import {
  Building2,
  Gauge,
  Globe,
  History,
  KeyRound,
  type LucideIcon,
  PackageOpen,
  Tags,
  Users,
  Webhook,
} from 'lucide-react';
import type { Permission } from './permissions.ts';

export interface Section {
  to:
    | '/$workspace/settings'
    | '/$workspace/settings/members'
    | '/$workspace/settings/labels'
    | '/$workspace/settings/domains'
    | '/$workspace/settings/tokens'
    | '/$workspace/settings/webhooks'
    | '/$workspace/settings/usage'
    | '/$workspace/settings/audit-log'
    | '/$workspace/settings/exports';
  label: string;
  Icon: LucideIcon;
  needs: Permission;
}

export const SECTIONS: readonly Section[] = [
  { to: '/$workspace/settings', label: 'General', Icon: Building2, needs: 'workspaces.read' },
  { to: '/$workspace/settings/members', label: 'Members', Icon: Users, needs: 'members.read' },
  { to: '/$workspace/settings/labels', label: 'Tags and folders', Icon: Tags, needs: 'links.read' },
  { to: '/$workspace/settings/domains', label: 'Domains', Icon: Globe, needs: 'domains.read' },
  { to: '/$workspace/settings/tokens', label: 'Tokens', Icon: KeyRound, needs: 'tokens.read' },
  { to: '/$workspace/settings/webhooks', label: 'Webhooks', Icon: Webhook, needs: 'webhooks.read' },
  { to: '/$workspace/settings/usage', label: 'Plan and usage', Icon: Gauge, needs: 'workspaces.read' },
  { to: '/$workspace/settings/audit-log', label: 'Audit log', Icon: History, needs: 'audit.read' },
  { to: '/$workspace/settings/exports', label: 'Export', Icon: PackageOpen, needs: 'workspaces.export' },
];
