/** Where the suspicions about one workspace's links go while they are made, and what is known of the workspace. */
import type { Finding } from '#core/abuse/case.ts';
import { deskEntry } from '#core/abuse/entry.ts';
import { BURST_LINKS, BURST_MS } from '#core/abuse/score.ts';
import type { Desk } from '#core/abuse/screen.ts';
import { type Actor, actorName } from '#core/access/actor.ts';
import { D1AbuseCases } from '../d1/control/abuse-cases.ts';
import { describeError, type Log } from '../log/log.ts';

const MADE_LATELY = `SELECT count(*) AS n FROM (
  SELECT 1 FROM links WHERE workspace_id = ?1 AND archived = 0 AND created_at >= ?2 LIMIT ?3)`;

export class WorkspaceDesk implements Desk {
  readonly workspaceId: string;
  readonly #cases: D1AbuseCases;
  readonly #shard: D1Database;
  readonly #actor: Actor;
  readonly #log: Log;

  /** @param shard the D1 link shard that the actor's workspace lives on. */
  constructor(control: D1Database, shard: D1Database, actor: Actor, log: Log) {
    this.workspaceId = actor.workspace.id;
    this.#cases = new D1AbuseCases(control);
    this.#shard = shard;
    this.#actor = actor;
    this.#log = log;
  }

  ageMs(): number {
    return Date.now() - this.#actor.workspace.createdAt;
  }

  async madeLately(): Promise<number> {
    const since = Date.now() - BURST_MS;
    const row = await this.#shard
      .prepare(MADE_LATELY)
      .bind(this.workspaceId, since, BURST_LINKS)
      .first<{ n: number }>();
    return row?.n ?? 0;
  }

  async note(finding: Finding): Promise<void> {
    const { requestId, ipHash } = this.#actor;
    const by = { name: actorName(this.#actor), requestId, ipHash };
    const after = finding.kind === 'attempt' ? 'refused' : 'open';
    try {
      await this.#cases.note(finding, deskEntry(by, 'case.open', '', { after, note: finding.origin }, Date.now()));
    } catch (error) {
      this.#log.warn('abuse.not_noted', { subject: finding.subject, requestId, error: describeError(error) });
    }
  }
}
