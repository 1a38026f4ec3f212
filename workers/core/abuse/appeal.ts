/** Appeals of owners against a block or a quarantine: they bring the case back to the people who decide. */
import { type Actor, actorName, requireScope } from '../access/actor.ts';
import { auditEntry, type AuditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { LinkContext } from '../link/ports.ts';
import { loadLink, loadLinkToWrite } from '../link/get.ts';
import type { Block } from './block.ts';
import type { Appeal, CaseStatus } from './case.ts';
import { deskEntry } from './entry.ts';
import type { CaseStore } from './ports.ts';

export const MIN_APPEAL_CHARS = 10;
export const MAX_APPEAL_CHARS = 4_000;
/** Who has been refused so often has been heard. */
const MAX_APPEALS = 3;

export interface AppealContext {
  actor: Actor;
  /** Asked only about subjects that have been found in the actor's own workspace. */
  cases: Pick<CaseStore, 'bySubject' | 'appeal' | 'appeals'>;
  /** Writes into the workspace's audit log. */
  record(entry: AuditEntry): Promise<void>;
  now(): number;
}

/** What an owner is told. */
export interface Standing {
  blocked: Block | null;
  /** The newest one; null without any. */
  appeal: Appeal | null;
}

export async function linkStanding(context: AppealContext, links: LinkContext, linkId: string): Promise<Standing> {
  requireScope(context.actor, 'links.read');
  const link = await loadLink(links, linkId);
  return standingOf(context, link.id, link.settings.blocked ?? null);
}

export async function workspaceStanding(context: AppealContext): Promise<Standing> {
  requireScope(context.actor, 'workspaces.read');
  const { workspace } = context.actor;
  return standingOf(context, workspace.id, quarantineOf(workspace));
}

/** Throws `not_found`, `conflict` when the link is not blocked, an appeal is waiting, or all have been refused. */
export async function appealLink(
  context: AppealContext,
  links: LinkContext,
  linkId: string,
  text: string,
): Promise<Standing> {
  requireScope(context.actor, 'links.write');
  const link = await loadLinkToWrite(links, linkId);
  return fileAppeal(context, { subject: link.id, noun: 'link' }, link.settings.blocked ?? null, text);
}

/** Same, for a workspace in quarantine. */
export async function appealWorkspace(context: AppealContext, text: string): Promise<Standing> {
  requireScope(context.actor, 'workspaces.write');
  const { workspace } = context.actor;
  return fileAppeal(context, { subject: workspace.id, noun: 'workspace' }, quarantineOf(workspace), text);
}

function quarantineOf({ quarantinedAt, quarantineReason }: Actor['workspace']): Block | null {
  return quarantinedAt === null || quarantinedAt === undefined
    ? null
    : { since: quarantinedAt, reason: quarantineReason ?? 'other' };
}

async function standingOf({ cases }: AppealContext, subject: string, blocked: Block | null): Promise<Standing> {
  const found = blocked && (await cases.bySubject(subject));
  const [appeal] = found ? await cases.appeals(found.id) : [];
  return { blocked, appeal: appeal ?? null };
}

async function fileAppeal(
  context: AppealContext,
  about: { subject: string; noun: 'link' | 'workspace' },
  blocked: Block | null,
  text: string,
): Promise<Standing> {
  const { actor, cases } = context;
  const found = blocked && (await cases.bySubject(about.subject));
  if (!found) throw new AppError('conflict', `This ${about.noun} is not blocked: there is nothing to appeal against.`);
  const past = await cases.appeals(found.id);
  if (past[0]?.outcome === null)
    throw new AppError('conflict', 'Your appeal is waiting already. The answer comes by mail.');
  if (past.length >= MAX_APPEALS)
    throw new AppError('conflict', `Your ${MAX_APPEALS} appeals were refused; another one cannot be made.`);
  const now = context.now();
  const name = actorName(actor);
  const appeal: Appeal = {
    id: newEntityId('auditEntry', now),
    caseId: found.id,
    actor: name,
    text,
    createdAt: now,
    outcome: null,
    answer: '',
    decidedAt: null,
  };
  const inForce: CaseStatus[] = about.noun === 'link' ? ['blocked'] : ['quarantined'];
  const desk = { name, requestId: actor.requestId, ipHash: actor.ipHash };
  const entry = deskEntry(desk, 'case.appeal', found.id, { before: found.status, after: 'appealed' }, now);
  if (!(await cases.appeal(appeal, inForce, entry)))
    throw new AppError('conflict', 'This case was decided meanwhile. Look at it again.');
  await context.record(auditEntry(actor, `${about.noun}.appeal`, about.subject, { after: { text } }, now));
  return { blocked, appeal };
}
