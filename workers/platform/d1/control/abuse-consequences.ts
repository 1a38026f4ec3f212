/** What a decision of the abuse desk writes beside its case: in the same batch, each only when the decision itself was written. */
import type { DeskEntry } from '#core/abuse/case.ts';
import type { Consequence } from '#core/abuse/ports.ts';
import { urlHash } from '#core/link/url-hash.ts';

/** The line of the log is there exactly when the decision is. */
const DECIDED = 'EXISTS (SELECT 1 FROM abuse_log WHERE id = ?1)';
const QUARANTINE = `UPDATE workspaces SET quarantined_at = ?3, quarantine_reason = ?4, updated_at = max(?5, updated_at + 1)
WHERE ${DECIDED} AND id = ?2`;
/** Links that were closed because of the quarantine need no decision of their own any more. */
const FREE_LINKS = `UPDATE abuse_cases SET status = 'dismissed', updated_at = ?3
WHERE ${DECIDED} AND workspace_id = ?2 AND kind = 'link' AND status = 'quarantined'`;
const LIST_ADDRESS = `INSERT INTO hazard_addresses (url_hash, address, threat, case_id, created_at)
SELECT ?2, ?3, ?4, ?5, ?6 WHERE ${DECIDED} ON CONFLICT DO NOTHING`;
const LIST_HOST = `INSERT INTO hazard_hosts (host, threat, note, created_at) SELECT ?2, ?3, ?4, ?5 WHERE ${DECIDED} ON CONFLICT DO NOTHING`;
const UNLIST_ADDRESS = `DELETE FROM hazard_addresses WHERE ${DECIDED} AND url_hash = ?2`;
/** Only a host that this very case has put on the list. */
const UNLIST_HOST = `DELETE FROM hazard_hosts WHERE ${DECIDED} AND note = ?2`;
const END_APPEAL = `UPDATE abuse_appeals SET outcome = ?3, answer = ?4, decided_at = ?5 WHERE ${DECIDED} AND case_id = ?2 AND outcome IS NULL`;

export function consequences(
  control: D1Database,
  caseId: string,
  { id: entryId, createdAt: now }: DeskEntry,
  { quarantine, list, unlist, appeal }: Consequence,
): D1PreparedStatement[] {
  const write = (sql: string, ...values: unknown[]) => control.prepare(sql).bind(entryId, ...values);
  const statements: D1PreparedStatement[] = [];
  if (quarantine) {
    const { workspaceId, reason } = quarantine;
    statements.push(write(QUARANTINE, workspaceId, reason === null ? null : now, reason, now));
    if (reason === null) statements.push(write(FREE_LINKS, workspaceId, now));
  }
  if (list) {
    statements.push(write(LIST_ADDRESS, urlHash(list.address), list.address, list.threat, caseId, now));
    if (list.host !== undefined) statements.push(write(LIST_HOST, list.host, list.threat, list.note, now));
  }
  if (unlist) statements.push(write(UNLIST_ADDRESS, urlHash(unlist.address)), write(UNLIST_HOST, caseId));
  if (appeal) statements.push(write(END_APPEAL, caseId, appeal.outcome, appeal.answer, now));
  return statements;
}
