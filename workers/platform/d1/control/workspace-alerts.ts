/** Alerts of one workspace in the control database, as its members read them. */
import type { Alert, AlertPage, AlertStore } from '#core/alert/alert.ts';

const PAGE = `SELECT kind, subject, detail, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt, resolved_at AS resolvedAt
FROM alerts WHERE workspace_id = ?1 AND kind IN (SELECT value FROM json_each(?2))
AND (?3 IS NULL OR (resolved_at IS NULL) = (?3 = 'open'))
ORDER BY last_seen_at DESC, kind, subject LIMIT ?4 OFFSET ?5`;

export class WorkspaceAlerts implements AlertStore {
  readonly #control: D1Database;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('Alerts need a workspace');
    this.#control = control;
    this.#workspaceId = workspaceId;
  }

  async page({ kinds, state, limit, offset }: AlertPage): Promise<Alert[]> {
    const { results } = await this.#control
      .prepare(PAGE)
      .bind(this.#workspaceId, JSON.stringify(kinds), state ?? null, limit, offset)
      .all<Omit<Alert, 'detail'> & { detail: string }>();
    return results.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Alert['detail'] }));
  }
}
