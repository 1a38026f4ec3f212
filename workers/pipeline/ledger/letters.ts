/** Which dead letters hold events of which workspace. One row per letter and workspace, so that noting one again counts nothing twice. */
import type { LedgerProof, Letter, LetterNote } from '#core/ledger/contract.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

/** Letters of one answer. */
const MAX_LETTERS = 100;
/** Letters of one part of a handover. */
const LETTERS_PER_PART = 1_000;
const COLUMNS = 'workspace_id AS workspaceId, key, reason, events, stored_at AS storedAt, replayed_at AS replayedAt';

export function noteLetters(sql: LedgerSql, notes: readonly LetterNote[], now: number): void {
  sql.transaction(() => {
    for (const { workspaceId, key, reason, events } of notes) {
      sql.all(
        'INSERT OR IGNORE INTO letters (workspace_id, key, reason, events, stored_at) VALUES (?, ?, ?, ?, ?)',
        workspaceId,
        key,
        reason,
        events,
        now,
      );
    }
  });
}

/** Newest day first. @param before a key of the page before, empty for the first page. */
export function listLetters(sql: LedgerSql, workspaceId: string, before: string, limit: number): Letter[] {
  return sql.all<Letter & SqlRow>(
    `SELECT ${COLUMNS} FROM letters WHERE workspace_id = ?1 AND (?2 = '' OR key < ?2) ORDER BY key DESC LIMIT ?3`,
    workspaceId,
    before,
    Math.min(limit, MAX_LETTERS),
  );
}

export function findLetter(sql: LedgerSql, workspaceId: string, key: string): Letter | null {
  const query = `SELECT ${COLUMNS} FROM letters WHERE workspace_id = ? AND key = ?`;
  return sql.all<Letter & SqlRow>(query, workspaceId, key)[0] ?? null;
}

/** The first replay stays the one that is remembered. */
export function noteReplayed(sql: LedgerSql, workspaceId: string, key: string, now: number): void {
  sql.all(
    'UPDATE letters SET replayed_at = ? WHERE workspace_id = ? AND key = ? AND replayed_at IS NULL',
    now,
    workspaceId,
    key,
  );
}

export function countLetters(sql: LedgerSql, workspaceId: string): LedgerProof['letters'] {
  const rows = sql.all<{ reason: string; events: number; replayed: number }>(
    `SELECT reason, sum(events) AS events, sum(iif(replayed_at IS NULL, 0, events)) AS replayed
     FROM letters WHERE workspace_id = ? GROUP BY reason ORDER BY reason`,
    workspaceId,
  );
  return Object.fromEntries(rows.map(({ reason, events, replayed }) => [reason, { events, replayed }]));
}

/** One part of a workspace's letters, in order of key. */
export function lettersAfter(sql: LedgerSql, workspaceId: string, after: string): Letter[] {
  return sql.all<Letter & SqlRow>(
    `SELECT ${COLUMNS} FROM letters WHERE workspace_id = ? AND key > ? ORDER BY key LIMIT ?`,
    workspaceId,
    after,
    LETTERS_PER_PART,
  );
}

export function adoptLetters(sql: LedgerSql, letters: readonly Letter[]): void {
  for (const { workspaceId, key, reason, events, storedAt, replayedAt } of letters) {
    sql.all(
      'INSERT OR REPLACE INTO letters (workspace_id, key, reason, events, stored_at, replayed_at) VALUES (?, ?, ?, ?, ?, ?)',
      workspaceId,
      key,
      reason,
      events,
      storedAt,
      replayedAt,
    );
  }
}

export function forgetLetters(sql: LedgerSql, workspaceId: string): void {
  sql.all('DELETE FROM letters WHERE workspace_id = ?', workspaceId);
}
