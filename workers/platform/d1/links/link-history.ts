/** The audit log of one workspace's links, as the history of single links. */
import type { SQL } from 'drizzle-orm';
import { and, desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Change } from '#core/audit/entry.ts';
import type { HistoryEntry, LinkHistoryStore } from '#core/link/history.ts';
import { linkAuditLog } from '../schema/links.ts';

const ENTRY = {
  id: linkAuditLog.id,
  actor: linkAuditLog.actor,
  action: linkAuditLog.action,
  change: linkAuditLog.change,
  requestId: linkAuditLog.requestId,
  createdAt: linkAuditLog.createdAt,
};

export class LinkHistory implements LinkHistoryStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A history needs a workspace');
    this.#db = drizzle(shard);
    this.#workspaceId = workspaceId;
  }

  async page(linkId: string, limit: number, before?: string): Promise<HistoryEntry[]> {
    const older =
      before === undefined
        ? undefined
        : sql`(${linkAuditLog.createdAt}, ${linkAuditLog.id}) <
            (SELECT created_at, id FROM link_audit_log WHERE id = ${before} AND workspace_id = ${this.#workspaceId})`;
    const rows = await this.#db
      .select(ENTRY)
      .from(linkAuditLog)
      .where(this.#own(linkId, older))
      .orderBy(desc(linkAuditLog.createdAt), desc(linkAuditLog.id))
      .limit(limit)
      .all();
    return rows.map(read);
  }

  async entry(linkId: string, id: string): Promise<HistoryEntry | undefined> {
    const row = await this.#db
      .select(ENTRY)
      .from(linkAuditLog)
      .where(this.#own(linkId, eq(linkAuditLog.id, id)))
      .get();
    return row && read(row);
  }

  #own(linkId: string, condition: SQL | undefined): SQL | undefined {
    return and(eq(linkAuditLog.workspaceId, this.#workspaceId), eq(linkAuditLog.linkId, linkId), condition);
  }
}

function read(row: Omit<HistoryEntry, 'change'> & { change: string }): HistoryEntry {
  return { ...row, change: JSON.parse(row.change) as Change };
}
