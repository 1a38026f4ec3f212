/** Searches the audit log: links keep theirs beside the links, everything else is in the control database; here they are one. */
import { decodeTime } from 'ulid';
import { type Actor, requireScope } from '../access/actor.ts';
import { refusal } from '../error/refuse.ts';
import { ID_PREFIX } from '../id/entity-id.ts';
import { parseDate } from '../schema/date.ts';
import type { AuditEntry } from './entry.ts';
import type { AuditQueryInput } from './wire.ts';

export interface AuditFilter {
  actor?: string;
  /** Exact, or `noun.` for everything done to a noun. */
  action?: { is: string } | { startsWith: string };
  target?: string;
  requestId?: string;
  ipHash?: string;
  fromMs?: number;
  /** Not included. */
  toMs?: number;
  /** Only entries before this one, in the order of the list. */
  before?: { id: string; createdAt: number };
}

/** The audit log of exactly one workspace, newest first. */
export interface AuditLogReader {
  page(filter: AuditFilter, limit: number): Promise<AuditEntry[]>;
  /** Names by id, as they are now, of who and what appears in the log; what is gone or has no name is left out. */
  names(ids: string[]): Promise<Map<string, string>>;
}

export interface AuditContext {
  actor: Actor;
  log: AuditLogReader;
}

/** An entry with the names of who did it and to what, as far as they are still known. */
export interface NamedEntry extends AuditEntry {
  actorName: string | null;
  targetName: string | null;
}

export const MAX_AUDIT_PAGE = 100;

export async function searchAuditLog(context: AuditContext, input: AuditQueryInput): Promise<NamedEntry[]> {
  requireScope(context.actor, 'audit.read');
  return named(context.log, await context.log.page(parseFilter(input), input.pageSize ?? MAX_AUDIT_PAGE));
}

/** Entries of one read while exporting. */
const EXPORT_PAGE = 500;
/** Beyond this an export takes the next span of time. */
export const MAX_EXPORTED = 100_000;

/** All that match, page by page. The permission is checked before the first page is asked for. */
export function exportAuditLog(context: AuditContext, input: AuditQueryInput): AsyncIterable<NamedEntry[]> {
  requireScope(context.actor, 'audit.read');
  return pages(context.log, parseFilter(input));
}

async function* pages(log: AuditLogReader, filter: AuditFilter): AsyncGenerator<NamedEntry[]> {
  let left = MAX_EXPORTED;
  let before = filter.before;
  while (left > 0) {
    const limit = Math.min(EXPORT_PAGE, left);
    const page = await log.page({ ...filter, ...(before && { before }) }, limit);
    if (page.length > 0) yield await named(log, page);
    if (page.length < limit) return;
    before = page.at(-1);
    left -= page.length;
  }
}

async function named(log: AuditLogReader, entries: AuditEntry[]): Promise<NamedEntry[]> {
  const idOf = ({ actor }: AuditEntry): string => actor.slice(actor.indexOf(':') + 1);
  const names = await log.names([...new Set(entries.flatMap((entry) => [idOf(entry), entry.target]))]);
  const nameOf = (id: string): string | null => names.get(id) ?? null;
  return entries.map((entry) => ({ ...entry, actorName: nameOf(idOf(entry)), targetName: nameOf(entry.target) }));
}

function parseFilter(input: AuditQueryInput): AuditFilter {
  const { actor, action, target, requestId, ipHash, startingAfter, start, end } = input;
  return {
    ...(actor !== undefined && { actor: parseActor(actor) }),
    ...(action !== undefined && { action: parseAction(action) }),
    ...(target !== undefined && { target }),
    ...(requestId !== undefined && { requestId }),
    ...(ipHash !== undefined && { ipHash }),
    ...(start !== undefined && { fromMs: parseDate('start', start) }),
    ...(end !== undefined && { toMs: parseDate('end', end) }),
    ...(startingAfter !== undefined && { before: parseCursor(startingAfter) }),
  };
}

/** `user:{id}` as the log writes it, or just the id of a person or token. */
function parseActor(text: string): string {
  if (/^(user|token|system):/.test(text)) return text;
  return `${text.startsWith(ID_PREFIX.token) ? 'token' : 'user'}:${text}`;
}

function parseAction(text: string): NonNullable<AuditFilter['action']> {
  return text.endsWith('*') ? { startsWith: text.slice(0, -1) } : { is: text };
}

/** The id of an entry carries its time. */
function parseCursor(id: string): { id: string; createdAt: number } {
  try {
    return { id, createdAt: decodeTime(id.slice(ID_PREFIX.auditEntry.length + 1)) };
  } catch {
    throw refusal('startingAfter', 'must be the id of an entry', id);
  }
}
