/** Alerts in the control database: raised and resolved by the crons, kept until a person has seen them. */

export interface Alert {
  workspaceId: string;
  /** `noun.what`, e.g. `audit.broken`. */
  kind: string;
  /** What it is about, e.g. a day: with workspace and kind the identity of the alert. */
  subject: string;
  detail: Record<string, unknown>;
}

/** More open alerts of one kind than this are one fault with many faces. */
const MAX_OPEN = 1_000;

const RAISE = `INSERT INTO alerts (workspace_id, kind, subject, detail, first_seen_at, last_seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
ON CONFLICT DO UPDATE SET detail = excluded.detail, last_seen_at = excluded.last_seen_at, resolved_at = NULL`;
const RESOLVE =
  'UPDATE alerts SET resolved_at = ?4 WHERE workspace_id = ?1 AND kind = ?2 AND subject = ?3 AND resolved_at IS NULL';
const OPEN =
  'SELECT workspace_id AS workspaceId, subject, detail FROM alerts WHERE kind = ?1 AND resolved_at IS NULL ORDER BY last_seen_at LIMIT ?2';

export class Alerts {
  readonly #control: D1Database;

  constructor(control: D1Database) {
    this.#control = control;
  }

  async raise({ workspaceId, kind, subject, detail }: Alert, now: number): Promise<void> {
    await this.#control.prepare(RAISE).bind(workspaceId, kind, subject, JSON.stringify(detail), now).run();
  }

  async resolve({ workspaceId, kind, subject }: Omit<Alert, 'detail'>, now: number): Promise<void> {
    await this.#control.prepare(RESOLVE).bind(workspaceId, kind, subject, now).run();
  }

  /** Open ones of a kind, the longest unseen first. */
  async open(kind: string): Promise<Alert[]> {
    const { results } = await this.#control
      .prepare(OPEN)
      .bind(kind, MAX_OPEN)
      .all<{ workspaceId: string; subject: string; detail: string }>();
    return results.map((row) => ({ ...row, kind, detail: JSON.parse(row.detail) as Alert['detail'] }));
  }
}
