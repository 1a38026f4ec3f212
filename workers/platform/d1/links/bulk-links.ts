/** Many links of one workspace in one statement: rows travel as one JSON parameter, since D1 takes a hundred parameters at most. */
import type { AuditEntry } from '#core/audit/entry.ts';
import type { BulkLinks } from '#core/import/ports.ts';
import type { Link } from '#core/link/link.ts';
import { urlHash } from '#core/link/url-hash.ts';
import { monthOf } from '#core/plan/usage.ts';
import { WorkspaceLinks } from './workspace-links.ts';

/** Columns of `links` beside the names they have in JSON. */
const COLUMNS: readonly (readonly [column: string, name: string])[] = [
  ['id', 'id'],
  ['workspace_id', 'workspaceId'],
  ['domain', 'domain'],
  ['key', 'key'],
  ['url', 'url'],
  ['external_id', 'externalId'],
  ['tenant_id', 'tenantId'],
  ['folder_id', 'folderId'],
  ['user_id', 'userId'],
  ['title', 'title'],
  ['comments', 'comments'],
  ['archived', 'archived'],
  ['tag_ids', 'tagIds'],
  ['url_hash', 'urlHash'],
  ['settings', 'settings'],
  ['revision', 'revision'],
  ['created_at', 'createdAt'],
  ['updated_at', 'updatedAt'],
];

/** What is taken already (an id, a name, an external id) leaves its row out. The workspace is the store's own, whatever the row says. */
const INSERT_LINKS = `INSERT INTO links (${COLUMNS.map(([column]) => column).join(', ')})
  SELECT ${COLUMNS.map(([column, name]) => (column === 'workspace_id' ? '?1' : `value ->> '$.${name}'`)).join(', ')}
  FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`;
const NOTE_COPIES = `INSERT INTO pending_copies (domain, key, link_id, workspace_id, revision, since)
  SELECT domain, key, id, workspace_id, revision, updated_at FROM links
  WHERE workspace_id = ?1 AND +id IN (SELECT value FROM json_each(?2))
  ON CONFLICT (domain, key) DO UPDATE SET link_id = excluded.link_id, workspace_id = excluded.workspace_id,
    revision = excluded.revision, since = excluded.since`;
const LOG_CHANGES = `INSERT INTO link_audit_log (id, workspace_id, link_id, actor, action, change, request_id, created_at)
  SELECT value ->> '$.id', ?1, value ->> '$.target', value ->> '$.actor', value ->> '$.action', value ->> '$.change',
    value ->> '$.requestId', value ->> '$.createdAt'
  FROM json_each(?2) WHERE EXISTS (SELECT 1 FROM links WHERE id = value ->> '$.target' AND workspace_id = ?1)`;
/** The trigger counts links in the month of their own date; those that come with an older one use up this month's all the same. */
const COUNT_FOR_PLAN = `INSERT INTO link_usage (workspace_id, month, created)
  SELECT ?1, ?3, count(*) FROM links
  WHERE +workspace_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND created_at < ?4 HAVING count(*) > 0
  ON CONFLICT (workspace_id, month) DO UPDATE SET created = created + excluded.created`;
const EXTERNAL_IDS = `SELECT external_id AS externalId FROM links
  WHERE workspace_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))`;
const SETTLE = `DELETE FROM pending_copies WHERE workspace_id = ?1 AND (domain, key, link_id, revision) IN
  (SELECT value ->> '$.domain', value ->> '$.key', value ->> '$.id', value ->> '$.revision' FROM json_each(?2))`;

export class D1BulkLinks implements BulkLinks {
  readonly #shard: D1Database;
  readonly #workspaceId: string;
  readonly #links: WorkspaceLinks;

  /** @param shard the D1 link shard that the workspace lives on. */
  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A link store needs a workspace');
    this.#shard = shard;
    this.#workspaceId = workspaceId;
    this.#links = new WorkspaceLinks(shard, workspaceId);
  }

  byIds(ids: string[]): Promise<Link[]> {
    return this.#links.byIds(ids);
  }

  async externalIds(ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const { results } = await this.#run(EXTERNAL_IDS, ids).all<{ externalId: string }>();
    return new Set(results.map(({ externalId }) => externalId));
  }

  async insert(links: Link[], entries: AuditEntry[], nowMs: number): Promise<void> {
    if (links.length === 0) return;
    const ids = links.map(({ id }) => id);
    const { name, start } = monthOf(nowMs);
    await this.#shard.batch([
      this.#run(
        INSERT_LINKS,
        links.map((link) => ({ ...link, archived: Number(link.archived), urlHash: urlHash(link.url) })),
      ),
      this.#run(NOTE_COPIES, ids),
      this.#run(LOG_CHANGES, entries),
      this.#shard.prepare(COUNT_FOR_PLAN).bind(this.#workspaceId, JSON.stringify(ids), name, start),
    ]);
  }

  async settle(links: Link[]): Promise<void> {
    if (links.length === 0) return;
    const notes = links.map(({ domain, key, id, revision }) => ({ domain, key, id, revision }));
    await this.#run(SETTLE, notes).run();
  }

  /** Every statement begins with the workspace. */
  #run(sql: string, rows: readonly unknown[]): D1PreparedStatement {
    return this.#shard.prepare(sql).bind(this.#workspaceId, JSON.stringify(rows));
  }
}
