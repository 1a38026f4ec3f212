/** A case of the abuse desk: one link, one workspace or one refused address that somebody has to look at, for as long as the instance lives. */
import type { Signal } from './signal.ts';

/** `attempt`: a link that was not made. */
export const CASE_KINDS = ['link', 'workspace', 'attempt'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * `open` waits for a decision, `appealed` for a second one. `blocked` (a link) and `quarantined` (a workspace, or a link by way of its
 * workspace) are in force. `refused` needs none: the link was never made.
 */
export const CASE_STATUSES = ['open', 'appealed', 'blocked', 'quarantined', 'dismissed', 'refused'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_ORIGINS = ['created', 'changed', 'scanned', 'reported', 'operator'] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];

/** Why something is blocked; told to its owner and to nobody else. */
export const BLOCK_REASONS = ['phishing', 'malware', 'spam', 'illegal', 'other'] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

/** As the end of a sentence: "was blocked because it …". */
export const REASON_WORDS: Record<BlockReason, string> = {
  phishing: 'leads to a page that steals passwords or payment data',
  malware: 'leads to malicious software',
  spam: 'was spread as spam',
  illegal: 'leads to content that is against the law',
  other: 'breaks the rules of this service',
};

export interface AbuseCase {
  id: string;
  kind: CaseKind;
  /** What the case is about; there is one case for each subject. */
  subject: string;
  workspaceId: string;
  linkId: string | null;
  /** `domain/key` as it was when the case was opened; empty for workspaces and attempts. */
  shortLink: string;
  /** The address that speaks against the link. */
  address: string;
  score: number;
  /** The score and ten points for each report, up to five of them: the queue is in this order. */
  priority: number;
  signals: Signal[];
  origin: CaseOrigin;
  status: CaseStatus;
  reason: BlockReason | null;
  reports: number;
  /** How often it was found; attempts repeat. */
  times: number;
  /** Unix milliseconds, as all times here. */
  openedAt: number;
  updatedAt: number;
  decidedAt: number | null;
}

/** What opens a case, or brings it up to date. */
export interface Finding {
  kind: CaseKind;
  subject: string;
  workspaceId: string;
  linkId: string | null;
  shortLink: string;
  address: string;
  score: number;
  signals: Signal[];
  origin: CaseOrigin;
}

/** So many new reports bring a dismissed case back: one person's persistence does not. */
export const REPORTS_TO_REOPEN = 3;

export interface AbuseReport {
  id: string;
  /** Keyed hash of the network it came from. */
  reporter: string;
  reason: BlockReason;
  note: string;
  createdAt: number;
}

export interface Appeal {
  id: string;
  caseId: string;
  /** Who appealed, as the audit log names them. */
  actor: string;
  text: string;
  createdAt: number;
  outcome: 'granted' | 'refused' | null;
  /** What the operator answered. */
  answer: string;
  decidedAt: number | null;
}

/** One line of the operators' log. */
export interface DeskEntry {
  id: string;
  caseId: string;
  /** `user:{id}` for operators and owners, `system:{job}`, `visitor`. */
  actor: string;
  /** e.g. `case.block`. */
  action: string;
  before: string | null;
  after: string | null;
  note: string;
  requestId: string;
  ipHash: string | null;
  createdAt: number;
}
