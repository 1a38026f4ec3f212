/** The abuse desk in words. */
import type { BlockReason, CaseKind, CaseStatus } from '#core/abuse/case.ts';
import type { DecisionName } from '#core/abuse/decide.ts';
import type { WireCase } from '#core/abuse/wire.ts';
import type { Queue } from './queue.ts';

export const QUEUE_LABEL: Record<Queue, string> = {
  waiting: 'Waiting',
  blocked: 'Blocked',
  quarantined: 'Quarantine',
  dismissed: 'Dismissed',
  refused: 'Refused',
};

export const STATUS_LABEL: Record<CaseStatus, string> = {
  open: 'open',
  appealed: 'appealed',
  blocked: 'blocked',
  quarantined: 'in quarantine',
  dismissed: 'dismissed',
  refused: 'was not made',
};

export const KIND_LABEL: Record<CaseKind, string> = {
  link: 'Link',
  workspace: 'Workspace',
  attempt: 'Attempt',
};

export const REASONS: { value: BlockReason; label: string }[] = [
  { value: 'phishing', label: 'Phishing' },
  { value: 'malware', label: 'Malware' },
  { value: 'spam', label: 'Spam' },
  { value: 'illegal', label: 'Against the law' },
  { value: 'other', label: 'Against the rules' },
];

export interface DecisionWords {
  verb: string;
  /** What follows from it. */
  means: string;
  danger: boolean;
}

export const DECISION_WORDS: Record<DecisionName, DecisionWords> = {
  dismiss: { verb: 'Dismiss', means: 'Nothing happens to it. Three new reports bring the case back.', danger: false },
  block: {
    verb: 'Block the link',
    means: 'It leads nowhere within a minute, its address cannot be shortened again, and its owner is told by mail.',
    danger: true,
  },
  quarantine: {
    verb: 'Quarantine the workspace',
    means:
      'None of its links lead anywhere within a minute, and none can be made or changed. Its people are told by mail.',
    danger: true,
  },
  lift: { verb: 'Lift', means: 'It works again within a minute, and its owner is told by mail.', danger: false },
  uphold: { verb: 'Refuse the appeal', means: 'The block stays. Its owner reads your answer by mail.', danger: false },
};

/** What can be decided about a case as it stands, the likeliest first. */
export function decisionsFor({ kind, status }: Pick<WireCase, 'kind' | 'status'>): DecisionName[] {
  if (kind === 'attempt') return [];
  if (status === 'appealed') return ['lift', 'uphold'];
  if (status === 'blocked' || (status === 'quarantined' && kind === 'workspace')) return ['lift'];
  if (status === 'quarantined') return [];
  const stop: DecisionName[] = kind === 'link' ? ['block', 'quarantine'] : ['quarantine'];
  return status === 'open' ? [...stop, 'dismiss'] : stop;
}

/** What a case is called in a list. */
export function titleOf({
  kind,
  shortLink,
  workspaceId,
}: Pick<WireCase, 'kind' | 'shortLink' | 'workspaceId'>): string {
  if (shortLink !== '') return shortLink;
  return kind === 'workspace' ? `Workspace ${workspaceId}` : 'A link that was not made';
}
