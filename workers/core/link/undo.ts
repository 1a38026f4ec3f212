/** Takes one change of a link back, as long as nobody has changed the same fields since. Undoing twice does nothing the second time. */
import { refuseBlocked, refuseQuarantined } from '../abuse/block.ts';
import { refuseHazards } from '../abuse/screen.ts';
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { flat, LOGGED } from './change.ts';
import { refuseLoops } from './draft/loops.ts';
import { loadLinkToWrite } from './get.ts';
import type { HistoryContext, HistoryEntry } from './history.ts';
import type { Link } from './link.ts';
import { chooseDomain, parseKey } from './name.ts';
import { resolveReferences } from './references.ts';
import { restoreLink } from './restore.ts';
import { writeRevision } from './update.ts';

/** Attempts against other writers. */
const MAX_ATTEMPTS = 10;
/** Of a password only its hash was ever stored, and not even that is logged; a block is the desk's, not the owner's. */
const NOT_UNDONE: ReadonlySet<string> = new Set(['passwordHash', 'blocked']);

/** @returns the link after it. Throws `not_found`, or `conflict` when fields have changed since, or the change cannot be undone. */
export async function undoChange(context: HistoryContext, linkId: string, entryId: string): Promise<Link> {
  requireScope(context.actor, 'links.write');
  refuseQuarantined(context.actor.workspace);
  const entry = await context.history.entry(linkId, entryId);
  if (!entry) throw new AppError('not_found', `No change "${entryId}" of a link "${linkId}" in this workspace.`);
  if (entry.action === 'link.delete') return (await context.links.byId(linkId)) ?? restoreLink(context, linkId);
  if (!entry.change.before || !entry.change.after)
    throw new AppError('conflict', `A "${entry.action}" cannot be undone. Delete the link instead.`);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const current = await loadLinkToWrite(context, linkId);
    refuseBlocked(current);
    const wanted = valuesToRestore(current, entry);
    if (wanted.size === 0) return current;
    const after = await revert(context, current, wanted);
    if (await writeRevision(context, current, after, 'link.undo')) return after;
  }
  throw new AppError('conflict', 'Too many changes of this link at the same time. Try again.');
}

/** Names with the values they had before the change; undefined: not used. Empty when the link has them already. */
export function valuesToRestore(current: Link, { change }: Pick<HistoryEntry, 'change'>): Map<string, unknown> {
  const { before = {}, after = {} } = change;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const known = names.filter((name) => !NOT_UNDONE.has(name));
  if (known.length === 0) throw new AppError('conflict', notUndone(names));
  const now = flat(current);
  const open = known.filter((name) => !same(now[name], before[name]));
  const changedSince = open.filter((name) => !same(now[name], after[name]));
  if (changedSince.length > 0)
    throw new AppError('conflict', `${changedSince.join(', ')}: changed again since. Undo the newer change first.`);
  return new Map(open.map((name) => [name, before[name]]));
}

function notUndone(names: string[]): string {
  return names.includes('blocked')
    ? 'A block is put on and taken off by those who run this instance. Appeal against it instead.'
    : 'Passwords are not kept, so this change cannot be undone.';
}

/** The link with these values. What they refer to must still be there. */
async function revert(context: HistoryContext, current: Link, wanted: Map<string, unknown>): Promise<Link> {
  const after: Link = { ...current, settings: { ...current.settings } };
  for (const [name, value] of wanted) {
    const isColumn = (LOGGED as readonly string[]).includes(name);
    const target = (isColumn ? after : after.settings) as Record<string, unknown>;
    if (value === undefined && !isColumn) delete target[name];
    else target[name] = value ?? null;
  }
  if (wanted.has('domain') || wanted.has('key')) {
    const domain = chooseDomain(await context.domains.all(), after.domain);
    after.key = parseKey(domain, after.key);
  }
  if (wanted.has('tagIds')) after.tagIds = await existingTags(context, after.tagIds ?? []);
  if (wanted.has('folderId')) await resolveReferences(context, { folderId: after.folderId });
  await refuseLoops(context.domains, after, current);
  await refuseHazards(context.screening, after, current);
  return { ...after, revision: current.revision + 1, updatedAt: Math.max(context.now(), current.updatedAt) };
}

async function existingTags({ tags }: HistoryContext, ids: string[]): Promise<string[]> {
  const existing = new Set((await tags.byIds(ids)).map((tag) => tag.id));
  return ids.filter((id) => existing.has(id));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
