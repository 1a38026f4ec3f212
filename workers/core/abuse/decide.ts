/** Decisions of operators: dismiss a case, block its link, put its workspace into quarantine, lift that, or leave it after an appeal. */
import { AppError } from '../error/app-error.ts';
import { hostOf } from '../link/draft/destination.ts';
import { type AbuseCase, type BlockReason, type CaseStatus, type Finding } from './case.ts';
import { type DeskActor, deskEntry } from './entry.ts';
import { type SettleContext, settleCase } from './enforce.ts';
import type { Threat } from './hazard.ts';
import type { CaseStore, Consequence } from './ports.ts';
import { type Affected, tellOwners, type TellContext } from './tell.ts';

export const DECISIONS = ['dismiss', 'block', 'quarantine', 'lift', 'uphold'] as const;
export type DecisionName = (typeof DECISIONS)[number];

export interface Decide {
  action: DecisionName;
  /** Told to the owner; needed for `block` and `quarantine`. */
  reason?: BlockReason | undefined;
  /** For operators; with an appeal it is the answer to the owner. */
  note: string;
  /** With `block`: nothing on the host of the address can be shortened from now on. */
  listHost: boolean;
}

export interface DeskContext extends SettleContext, TellContext {
  operator: DeskActor;
  cases: CaseStore;
  /** Tells the edge which workspaces are in quarantine. Never throws: what fails is repaired within a minute. */
  publishQuarantine(): Promise<void>;
  now(): number;
}

/** In which states of a case a decision can be taken. */
const FROM: Record<DecisionName, readonly CaseStatus[]> = {
  dismiss: ['open'],
  block: ['open', 'dismissed'],
  quarantine: ['open', 'dismissed'],
  lift: ['blocked', 'quarantined', 'appealed'],
  uphold: ['appealed'],
};

const THREAT_OF: Record<BlockReason, Threat> = {
  phishing: 'phishing',
  malware: 'malware',
  spam: 'unwanted',
  illegal: 'unwanted',
  other: 'unwanted',
};

/** @returns the case after it. Throws `not_found`, `conflict` when the case is not in a state for it, `unprocessable_entity`. */
export async function decideCase(context: DeskContext, caseId: string, decide: Decide): Promise<AbuseCase> {
  const found = await loadCase(context.cases, caseId);
  check(found, decide);
  if (decide.action === 'quarantine' && found.kind !== 'workspace') await quarantineBehind(context, found, decide);
  const after = await moved(context, found, decide);
  await follow(context, found, after, decide);
  return after;
}

export async function loadCase(cases: Pick<CaseStore, 'byId'>, caseId: string): Promise<AbuseCase> {
  const found = await cases.byId(caseId);
  if (!found) throw new AppError('not_found', `There is no case "${caseId}".`);
  return found;
}

function check({ kind, status }: AbuseCase, { action, reason }: Decide): void {
  if (!FROM[action].includes(status))
    throw new AppError('conflict', `action: "${action}" does not fit a case that is ${status}.`);
  if (kind === 'attempt' || (action === 'block' && kind !== 'link'))
    throw new AppError(
      'conflict',
      `action: "${action}" does not fit a case about ${kind === 'attempt' ? 'an attempt' : 'a workspace'}.`,
    );
  if (action === 'lift' && kind === 'link' && status === 'quarantined')
    throw new AppError('conflict', 'action: the quarantine is lifted in the case of the workspace.');
  if ((action === 'block' || action === 'quarantine') && reason === undefined)
    throw new AppError('unprocessable_entity', `reason: is required with "${action}"`);
}

async function moved(context: DeskContext, found: AbuseCase, decide: Decide): Promise<AbuseCase> {
  const { action, note } = decide;
  const status = statusAfter(found, action);
  const reason = decide.reason ?? (status === 'dismissed' ? null : found.reason);
  const now = context.now();
  const entry = deskEntry(
    context.operator,
    `case.${action}`,
    found.id,
    { before: found.status, after: status, note },
    now,
  );
  const consequence = consequenceOf(found, decide);
  if (!(await context.cases.move(found.id, [found.status], { status, reason }, entry, consequence)))
    throw new AppError('conflict', 'Somebody else has decided this case meanwhile. Look at it again.');
  return { ...found, status, reason, decidedAt: now, updatedAt: now };
}

function statusAfter({ kind }: AbuseCase, action: DecisionName): CaseStatus {
  switch (action) {
    case 'dismiss':
    case 'lift':
      return 'dismissed';
    case 'block':
      return 'blocked';
    case 'quarantine':
      return 'quarantined';
    case 'uphold':
      return kind === 'workspace' ? 'quarantined' : 'blocked';
  }
}

function consequenceOf(found: AbuseCase, { action, reason, note, listHost }: Decide): Consequence {
  const { kind, workspaceId, address, status } = found;
  const outcome = action === 'lift' ? ('granted' as const) : ('refused' as const);
  const appeal = status === 'appealed' ? { appeal: { outcome, answer: note } } : {};
  if (kind === 'workspace' && action === 'quarantine')
    return { quarantine: { workspaceId, reason: reason ?? 'other' } };
  if (kind === 'workspace' && action === 'lift') return { quarantine: { workspaceId, reason: null }, ...appeal };
  if (action === 'lift') return { unlist: { address }, ...appeal };
  const host = listHost ? hostOf(address) : undefined;
  if (action === 'block')
    return { list: { address, ...(host && { host }), threat: THREAT_OF[reason ?? 'other'], note: found.id } };
  return appeal;
}

/** The quarantine itself is a case of the workspace: that is where it is appealed and lifted. */
async function quarantineBehind(context: DeskContext, found: AbuseCase, decide: Decide): Promise<void> {
  const { workspaceId, score, signals, address } = found;
  const about = { kind: 'workspace', subject: workspaceId, workspaceId, linkId: null, shortLink: '' } as const;
  const finding: Finding = { ...about, address, score, signals, origin: 'operator' };
  const entry = deskEntry(
    context.operator,
    'case.open',
    '',
    { after: 'open', note: `because of ${found.id}` },
    context.now(),
  );
  await context.cases.note(finding, entry);
  const behind = await context.cases.bySubject(workspaceId);
  if (!behind || behind.status === 'quarantined' || behind.status === 'appealed') return;
  await follow(context, behind, await moved(context, behind, decide), decide);
}

/** What happens outside the desk's own database. It can be repeated, and a job repeats it where it failed. */
async function follow(
  context: DeskContext,
  before: AbuseCase,
  after: AbuseCase,
  { action, note }: Decide,
): Promise<void> {
  if (after.kind === 'workspace') await context.publishQuarantine();
  if (action === 'block' || (action === 'lift' && after.kind === 'link')) await settleCase(context, after);
  const affected: Affected = { case: after, answer: before.status === 'appealed' ? note : '' };
  if (action === 'block') await tellOwners(context, 'blocked', affected);
  if (action === 'quarantine' && after.kind === 'workspace') await tellOwners(context, 'quarantined', affected);
  if (action === 'lift') await tellOwners(context, 'lifted', affected);
  if (action === 'uphold') await tellOwners(context, 'upheld', affected);
}
