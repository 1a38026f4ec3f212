/** Which tables an export of everything holds, column by column what is left out of them, and which tables are not in it and why. */
import type { LeftOut } from '#core/export/bundle/manifest.ts';

export interface TableSource {
  /** Of the file; the table's own when it is the same. */
  name: string;
  table: string;
  /** `shard`: the link shard that the workspace lives on. */
  database: 'control' | 'shard';
  /** Columns that make an order in which each row has its place; an index begins with the workspace and these. */
  order: readonly string[];
  about: string;
  /** Instead of every column of the table. */
  select?: string;
  /** The column that names the workspace, when it is another one. */
  owner?: string;
  /** Only these rows. */
  where?: string;
  /** Columns that stay here: secrets, and what only this installation can use. */
  without?: readonly string[];
  /** Columns that hold JSON. */
  json?: readonly string[];
  /** Columns that hold 0 or 1. */
  flags?: readonly string[];
}

const MEMBERS =
  'members.workspace_id, user_id, role, created_at, name, email FROM members JOIN user ON user.id = members.user_id';
const NEWEST_LAST = ['created_at', 'id'];

/** In the order of the bundle. Links come before these (link-source.ts), events after them (event-source.ts). */
export const TABLE_SOURCES: readonly TableSource[] = [
  {
    name: 'workspace',
    table: 'workspaces',
    database: 'control',
    owner: 'id',
    order: ['id'],
    about: 'The workspace and its settings.',
    without: ['link_shard'],
  },
  {
    name: 'tags',
    table: 'tags',
    database: 'shard',
    order: NEWEST_LAST,
    where: 'deleted_at IS NULL',
    about: 'A tag.',
    without: ['name_key', 'deleted_at'],
  },
  {
    name: 'folders',
    table: 'folders',
    database: 'shard',
    order: ['name_key'],
    where: 'deleted_at IS NULL',
    about: 'A folder, with what every member may do in it.',
    without: ['name_key', 'deleted_at'],
  },
  {
    name: 'folder-members',
    table: 'folder_members',
    database: 'shard',
    order: ['user_id', 'folder_id'],
    about: 'What one member may do in one folder.',
  },
  {
    name: 'utm-templates',
    table: 'utm_templates',
    database: 'shard',
    order: ['name_key'],
    about: 'A template of UTM parameters.',
    without: ['name_key'],
    json: ['utm'],
  },
  {
    name: 'comments',
    table: 'link_comments',
    database: 'shard',
    order: ['link_id', 'created_at', 'id'],
    about: 'What somebody said about a link.',
  },
  {
    name: 'deleted-links',
    table: 'deleted_links',
    database: 'shard',
    order: ['deleted_at', 'id'],
    about: 'A link that was deleted and can still be restored.',
    json: ['link'],
  },
  {
    name: 'history',
    table: 'link_audit_log',
    database: 'shard',
    order: NEWEST_LAST,
    about: 'One change of a link, with the values before and after.',
    json: ['change'],
  },
  {
    name: 'customers',
    table: 'customers',
    database: 'shard',
    order: NEWEST_LAST,
    about: 'A customer, with the click that brought them.',
    json: ['click'],
  },
  {
    name: 'conversions',
    table: 'conversions',
    database: 'shard',
    order: ['claim'],
    about: 'An accepted lead or sale, with what tells its repeats.',
    json: ['event'],
  },
  {
    name: 'usage',
    table: 'link_usage',
    database: 'shard',
    order: ['month'],
    about: 'Links created in a month.',
  },
  {
    name: 'domains',
    table: 'domains',
    database: 'control',
    order: NEWEST_LAST,
    about: 'A short domain.',
    without: ['hostname_id', 'hostname_status', 'revision', 'copied_revision', 'verification_token'],
    flags: ['verified', 'is_primary', 'archived', 'case_sensitive'],
  },
  {
    name: 'webhooks',
    table: 'webhooks',
    database: 'control',
    order: NEWEST_LAST,
    about: 'A webhook, without its signing secret.',
    without: ['sealed_secret'],
    json: ['link_ids', 'folder_ids'],
  },
  {
    name: 'members',
    table: 'members',
    database: 'control',
    order: ['user_id'],
    select: MEMBERS,
    about: 'Who belongs to the workspace, as what.',
  },
  {
    name: 'invitations',
    table: 'invitations',
    database: 'control',
    order: ['email'],
    about: 'Who is invited and has not come yet.',
    without: ['token_hash'],
  },
  {
    name: 'tokens',
    table: 'tokens',
    database: 'control',
    order: NEWEST_LAST,
    about: 'A token: what it may do, never the token itself.',
    without: ['hash', 'previous_hash', 'previous_until'],
    json: ['allowed_ips', 'allowed_hosts'],
  },
  {
    name: 'segments',
    table: 'segments',
    database: 'control',
    order: ['name'],
    about: 'Report filters under a name.',
    json: ['filters'],
  },
  {
    name: 'annotations',
    table: 'annotations',
    database: 'control',
    order: ['day', 'id'],
    about: 'A note on a day, shown on charts.',
  },
  {
    name: 'shares',
    table: 'shares',
    database: 'control',
    order: NEWEST_LAST,
    about: 'A public page with figures, without its address.',
    without: ['key', 'password_hash'],
    flags: ['show_conversions', 'sees_all'],
  },
  {
    name: 'schedules',
    table: 'report_schedules',
    database: 'control',
    order: NEWEST_LAST,
    about: 'A report that is sent by mail.',
    without: ['next_at'],
    json: ['recipients', 'unsubscribed', 'filters'],
    flags: ['paused', 'sees_all'],
  },
  {
    name: 'audit-log',
    table: 'audit_log',
    database: 'control',
    order: NEWEST_LAST,
    about: 'One change of something other than a link.',
    json: ['change'],
  },
  {
    name: 'alerts',
    table: 'alerts',
    database: 'control',
    order: ['kind', 'subject'],
    about: 'Something that needed a person’s eye.',
    json: ['detail'],
  },
  {
    name: 'capture-troubles',
    table: 'capture_troubles',
    database: 'control',
    order: ['report_id', 'name'],
    about: 'Clicks that the queue refused, and what became of them.',
  },
  {
    name: 'billing',
    table: 'billing_accounts',
    database: 'control',
    order: ['customer_id'],
    about: 'The subscription, as the payment provider names it.',
    flags: ['cancel_at_period_end'],
  },
  {
    name: 'imports',
    table: 'imports',
    database: 'control',
    order: NEWEST_LAST,
    about: 'An import of the last month.',
    without: ['shape', 'cursor_byte', 'cursor_line'],
    json: ['options', 'counts'],
    flags: ['dry_run'],
  },
];

/** Tables with rows of workspaces that are not exported. The manifest repeats this. */
export const LEFT_OUT: readonly LeftOut[] = [
  { table: 'routes', reason: 'The names of links and what they lead to: both are in links.' },
  { table: 'link_tags', reason: 'Follows from links.' },
  { table: 'link_counts', reason: 'Follows from links.' },
  { table: 'pending_copies', reason: 'Notes about copies that are being written at this moment.' },
  { table: 'link_outbox', reason: 'Changes on their way to webhooks, for seconds.' },
  { table: 'link_health', reason: 'What destinations answered last; every link is looked at again by itself.' },
  {
    table: 'abuse_cases',
    reason: 'What the operators of this installation note; the workspace is told what concerns it.',
  },
  { table: 'webhook_deliveries', reason: 'Kept for seven days; GET /webhooks/{id}/deliveries shows them.' },
  { table: 'absent_workspaces', reason: 'About a move between databases of this installation.' },
  { table: 'move_journal', reason: 'About a move between databases of this installation.' },
  { table: 'move_fences', reason: 'About a move between databases of this installation.' },
  { table: 'shard_moves', reason: 'About moves between databases of this installation.' },
  { table: 'exports', reason: 'The exports themselves; GET /exports shows them.' },
];
