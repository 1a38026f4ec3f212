/** Reads the audit log of one workspace from the two databases that hold it. */
import type { AuditEntry } from '#core/audit/entry.ts';
import type { AuditFilter, AuditLogReader } from '#core/audit/search.ts';

const CONTROL = {
  table: 'audit_log',
  target: 'target',
};
const LINKS = {
  table: 'link_audit_log',
  target: 'link_id',
};

const ASKED = '(SELECT value FROM json_each(?1))';
/** One table's part of a question for names: of the workspace, and of the ids asked for. */
const namesIn = (table: string, name = 'name'): string =>
  `SELECT id, ${name} AS name FROM ${table} WHERE workspace_id = ?2 AND id IN ${ASKED}`;
/** D1 takes five parts at most in one. People belong to no workspace: their ids come from its log. */
const CONTROL_NAMES = [
  `SELECT id, name FROM user WHERE ?2 <> '' AND id IN ${ASKED}`,
  namesIn('tokens'),
  namesIn('domains', 'slug'),
  namesIn('webhooks'),
  namesIn('invitations', 'email'),
].join(' UNION ALL ');
const LINKS_NAMES = [
  namesIn('links', "domain || '/' || key"),
  namesIn('tags'),
  namesIn('folders'),
  namesIn('utm_templates'),
].join(' UNION ALL ');

export class WorkspaceAuditLog implements AuditLogReader {
  readonly #control: D1Database;
  readonly #shard: D1Database;
  readonly #workspaceId: string;

  /** @param shard the link shard the workspace lives on. */
  constructor(control: D1Database, shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An audit log needs a workspace');
    this.#control = control;
    this.#shard = shard;
    this.#workspaceId = workspaceId;
  }

  /** Each database gives its newest entries; the newest of both are the page. */
  async page(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    const parts = await Promise.all([
      this.#read(this.#control, CONTROL, filter, limit),
      this.#read(this.#shard, LINKS, filter, limit),
    ]);
    const newestFirst = (a: AuditEntry, b: AuditEntry): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
    return parts.flat().toSorted(newestFirst).slice(0, limit);
  }

  async names(ids: string[]): Promise<Map<string, string>> {
    const ask = (database: D1Database, sql: string) =>
      database.prepare(sql).bind(JSON.stringify(ids), this.#workspaceId).all<{ id: string; name: string }>();
    const answers = await Promise.all([ask(this.#control, CONTROL_NAMES), ask(this.#shard, LINKS_NAMES)]);
    return new Map(answers.flatMap(({ results }) => results.map(({ id, name }) => [id, name] as const)));
  }

  async #read(
    database: D1Database,
    { table, target }: typeof CONTROL,
    filter: AuditFilter,
    limit: number,
  ): Promise<AuditEntry[]> {
    const { where, values } = conditions(filter, target);
    const all = ['workspace_id = ?', ...where].join(' AND ');
    const { results } = await database
      .prepare(
        `SELECT id, workspace_id AS workspaceId, actor, action, ${target} AS target, change, request_id AS requestId, ip_hash AS ipHash,
         created_at AS createdAt FROM ${table} WHERE ${all} ORDER BY created_at DESC, id DESC LIMIT ?`,
      )
      .bind(this.#workspaceId, ...values, limit)
      .all<AuditEntry>();
    return results;
  }
}

/** Columns and operators are ours; only values come from the caller, and they are bound. */
function conditions(filter: AuditFilter, target: string): { where: string[]; values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...bound: (string | number)[]): void => {
    where.push(condition);
    values.push(...bound);
  };
  const { actor, action, fromMs, toMs, before } = filter;
  if (actor !== undefined) add('actor = ?', actor);
  if (action && 'is' in action) add('action = ?', action.is);
  if (action && 'startsWith' in action)
    add('action >= ? AND action < ?', action.startsWith, `${action.startsWith}\u{10FFFF}`);
  if (filter.target !== undefined) add(`${target} = ?`, filter.target);
  if (filter.requestId !== undefined) add('request_id = ?', filter.requestId);
  if (filter.ipHash !== undefined) add('ip_hash = ?', filter.ipHash);
  if (fromMs !== undefined) add('created_at >= ?', fromMs);
  if (toMs !== undefined) add('created_at < ?', toMs);
  if (before) add('(created_at, id) < (?, ?)', before.createdAt, before.id);
  return { where, values };
}
