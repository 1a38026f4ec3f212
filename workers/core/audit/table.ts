/** The audit log as a table for spreadsheets (RFC 4180). */
import type { WireAuditEntry } from './wire.ts';

export const CSV_HEAD = 'time,actor_type,actor_id,actor_name,action,target,before,after,ip_hash,request_id,id\r\n';

export function csvLine(entry: WireAuditEntry): string {
  const { actor, action, target, before, after, ipHash, requestId, createdAt, id } = entry;
  const json = (value: unknown): string => (value === null ? '' : JSON.stringify(value));
  const cells = [createdAt, actor.type, actor.id, actor.name ?? '', action, target, json(before), json(after)];
  return `${[...cells, ipHash ?? '', requestId, id].map(cell).join(',')}\r\n`;
}

/** What people typed must not become a formula of whoever opens the file. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
