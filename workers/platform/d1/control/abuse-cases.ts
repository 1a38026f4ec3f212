/** Cases of the abuse desk in the control database: over all workspaces, for operators, jobs and the public form. */
import type { AbuseCase, AbuseReport, Appeal, BlockReason, CaseStatus, DeskEntry, Finding } from '#core/abuse/case.ts';
import { REPORTS_TO_REOPEN } from '#core/abuse/case.ts';
import type { CaseFilter, CaseStore, Consequence } from '#core/abuse/ports.ts';
import type { Signal } from '#core/abuse/signal.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { consequences } from './abuse-consequences.ts';
import { appendEntry } from './abuse-log.ts';

const COLUMNS = `id, kind, subject, workspace_id AS workspaceId, link_id AS linkId, short_link AS shortLink, address, score,
priority, signals, origin, status, reason, reports, times, opened_at AS openedAt, updated_at AS updatedAt, decided_at AS decidedAt`;
/** An open case takes the worse finding; a dismissed one comes back with it; what is in force or was refused stays as it is. */
const NOTE = `INSERT INTO abuse_cases (id, kind, subject, workspace_id, link_id, short_link, address, score, signals, origin, status, opened_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
ON CONFLICT (subject) DO UPDATE SET score = excluded.score, signals = excluded.signals, address = excluded.address,
  status = CASE status WHEN 'dismissed' THEN 'open' ELSE status END, times = times + 1, updated_at = excluded.updated_at,
  told_at = CASE status WHEN 'dismissed' THEN NULL ELSE told_at END
WHERE excluded.score > abuse_cases.score RETURNING id`;
const REPEAT = `UPDATE abuse_cases SET times = times + 1, updated_at = ?2 WHERE subject = ?1 AND kind = 'attempt'`;
const REPORT = `INSERT INTO abuse_reports (id, case_id, reporter, reason, note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING RETURNING id`;
const COUNT_REPORT = `UPDATE abuse_cases SET reports = reports + 1, new_reports = new_reports + 1, updated_at = ?2,
  status = CASE WHEN status = 'dismissed' AND new_reports + 1 >= ?3 THEN 'open' ELSE status END,
  told_at = CASE WHEN status = 'dismissed' AND new_reports + 1 >= ?3 THEN NULL ELSE told_at END
WHERE id = ?1 AND changes() > 0`;
const MOVE = `UPDATE abuse_cases SET status = ?2, reason = ?3, updated_at = ?4, decided_at = ?4, new_reports = 0,
  settled = CASE kind WHEN 'link' THEN 0 ELSE 1 END
WHERE id = ?1 AND status IN (SELECT value FROM json_each(?5)) RETURNING id`;
const APPEALED = `UPDATE abuse_cases SET status = 'appealed', updated_at = ?2, told_at = NULL
WHERE id = ?1 AND status IN (SELECT value FROM json_each(?3)) RETURNING id`;
const APPEAL = `INSERT INTO abuse_appeals (id, case_id, actor, text, created_at) SELECT ?1, ?2, ?3, ?4, ?5 WHERE changes() > 0`;
const WAITING = `status IN ('open', 'appealed')`;

type Row = Omit<AbuseCase, 'signals'> & { signals: string };

export class D1AbuseCases implements CaseStore {
  readonly #control: D1Database;

  constructor(control: D1Database) {
    this.#control = control;
  }

  byId(id: string): Promise<AbuseCase | undefined> {
    return this.#one('id = ?1', id);
  }

  bySubject(subject: string): Promise<AbuseCase | undefined> {
    return this.#one('subject = ?1', subject);
  }

  page({ status, kind, workspaceId, minScore, limit, after }: CaseFilter): Promise<AbuseCase[]> {
    const filters: [sql: string, ...values: unknown[]][] = [
      status === undefined ? [WAITING] : ['status = ?', status],
      ...(kind === undefined ? [] : [['kind = ?', kind] as [string, unknown]]),
      ...(workspaceId === undefined ? [] : [['workspace_id = ?', workspaceId] as [string, unknown]]),
      ...(minScore === undefined ? [] : [['score >= ?', minScore] as [string, unknown]]),
      ...(after === undefined
        ? []
        : [
            ['(priority < ? OR (priority = ? AND id > ?))', after.priority, after.priority, after.id] as [
              string,
              ...unknown[],
            ],
          ]),
    ];
    const where = filters.map(([sql]) => sql).join(' AND ');
    const values = filters.flatMap(([, ...rest]) => rest);
    return this.#all(`WHERE ${where} ORDER BY priority DESC, id LIMIT ?`, ...values, limit);
  }

  async note(finding: Finding, entry: DeskEntry): Promise<boolean> {
    const { kind, subject, workspaceId, linkId, shortLink, address, score, signals, origin } = finding;
    const status: CaseStatus = kind === 'attempt' ? 'refused' : 'open';
    const at = entry.createdAt;
    const id = newEntityId('case', at);
    const about = [
      id,
      kind,
      subject,
      workspaceId,
      linkId,
      shortLink,
      address,
      score,
      JSON.stringify(signals),
      origin,
      status,
      at,
    ];
    const [noted] = await this.#control.batch<{ id: string }>([
      this.#control.prepare(NOTE).bind(...about),
      appendEntry(this.#control, entry, subject),
    ]);
    const isNews = (noted?.results.length ?? 0) > 0;
    if (!isNews && kind === 'attempt') await this.#control.prepare(REPEAT).bind(subject, at).run();
    return isNews;
  }

  async report(caseId: string, report: AbuseReport, entry: DeskEntry): Promise<boolean> {
    const { id, reporter, reason, note, createdAt } = report;
    const [added] = await this.#control.batch<{ id: string }>([
      this.#control.prepare(REPORT).bind(id, caseId, reporter, reason, note, createdAt),
      this.#control.prepare(COUNT_REPORT).bind(caseId, createdAt, REPORTS_TO_REOPEN),
      appendEntry(this.#control, entry),
    ]);
    return (added?.results.length ?? 0) > 0;
  }

  async move(
    caseId: string,
    from: readonly CaseStatus[],
    to: { status: CaseStatus; reason: BlockReason | null },
    entry: DeskEntry,
    consequence: Consequence = {},
  ): Promise<boolean> {
    const [moved] = await this.#control.batch<{ id: string }>([
      this.#control.prepare(MOVE).bind(caseId, to.status, to.reason, entry.createdAt, JSON.stringify(from)),
      appendEntry(this.#control, entry),
      ...consequences(this.#control, caseId, entry, consequence),
    ]);
    return (moved?.results.length ?? 0) > 0;
  }

  async settled(caseId: string): Promise<void> {
    await this.#control.prepare('UPDATE abuse_cases SET settled = 1 WHERE id = ?').bind(caseId).run();
  }

  unsettled(limit: number): Promise<AbuseCase[]> {
    return this.#all('WHERE settled = 0 ORDER BY updated_at LIMIT ?', limit);
  }

  async appeal(appeal: Appeal, from: readonly CaseStatus[], entry: DeskEntry): Promise<boolean> {
    const { id, caseId, actor, text, createdAt } = appeal;
    const [moved] = await this.#control.batch<{ id: string }>([
      this.#control.prepare(APPEALED).bind(caseId, createdAt, JSON.stringify(from)),
      this.#control.prepare(APPEAL).bind(id, caseId, actor, text, createdAt),
      appendEntry(this.#control, entry),
    ]);
    return (moved?.results.length ?? 0) > 0;
  }

  async appeals(caseId: string): Promise<Appeal[]> {
    const sql = `SELECT id, case_id AS caseId, actor, text, outcome, answer, created_at AS createdAt, decided_at AS decidedAt
      FROM abuse_appeals WHERE case_id = ? ORDER BY rowid DESC LIMIT 10`;
    return (await this.#control.prepare(sql).bind(caseId).all<Appeal>()).results;
  }

  async reports(caseId: string, limit: number): Promise<AbuseReport[]> {
    const sql = `SELECT id, reporter, reason, note, created_at AS createdAt FROM abuse_reports WHERE case_id = ? ORDER BY rowid DESC LIMIT ?`;
    return (await this.#control.prepare(sql).bind(caseId, limit).all<AbuseReport>()).results;
  }

  async log({
    caseId,
    before,
    limit,
  }: {
    caseId?: string | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<DeskEntry[]> {
    // By row, not by id: what one request has written within a millisecond stays in its order.
    const filters = [
      ...(caseId === undefined ? [] : [{ sql: 'case_id = ?', value: caseId }]),
      ...(before === undefined ? [] : [{ sql: 'rowid < (SELECT rowid FROM abuse_log WHERE id = ?)', value: before }]),
    ];
    const where = filters.length === 0 ? '' : `WHERE ${filters.map(({ sql }) => sql).join(' AND ')}`;
    const sql = `SELECT id, case_id AS caseId, actor, action, before, after, note, request_id AS requestId, ip_hash AS ipHash, created_at AS createdAt
      FROM abuse_log ${where} ORDER BY rowid DESC LIMIT ?`;
    const values = [...filters.map(({ value }) => value), limit];
    return (
      await this.#control
        .prepare(sql)
        .bind(...values)
        .all<DeskEntry>()
    ).results;
  }

  untold(minPriority: number, limit: number): Promise<AbuseCase[]> {
    return this.#all(
      `WHERE told_at IS NULL AND ${WAITING} AND (priority >= ? OR status = 'appealed' OR reports > 0) ORDER BY priority DESC LIMIT ?`,
      minPriority,
      limit,
    );
  }

  async told(caseIds: string[], nowMs: number): Promise<void> {
    const sql = 'UPDATE abuse_cases SET told_at = ?2 WHERE id IN (SELECT value FROM json_each(?1))';
    await this.#control.prepare(sql).bind(JSON.stringify(caseIds), nowMs).run();
  }

  async #one(where: string, value: string): Promise<AbuseCase | undefined> {
    return (await this.#all(`WHERE ${where}`, value))[0];
  }

  async #all(rest: string, ...values: unknown[]): Promise<AbuseCase[]> {
    const { results } = await this.#control
      .prepare(`SELECT ${COLUMNS} FROM abuse_cases ${rest}`)
      .bind(...values)
      .all<Row>();
    return results.map((row) => ({ ...row, signals: JSON.parse(row.signals) as Signal[] }));
  }
}
