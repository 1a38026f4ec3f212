/** What the abuse desk needs from the world. The desk looks over workspaces: only operators, jobs and the public form reach it. */
import type { AbuseCase, AbuseReport, Appeal, BlockReason, CaseKind, CaseStatus, DeskEntry, Finding } from './case.ts';
import type { Threat } from './hazard.ts';

export interface CaseFilter {
  status?: CaseStatus | undefined;
  kind?: CaseKind | undefined;
  workspaceId?: string | undefined;
  minScore?: number | undefined;
  limit: number;
  /** Only cases after this one in the order of the queue. */
  after?: { priority: number; id: string } | undefined;
}

/** What a decision writes beside the case, in the same transaction. */
export interface Consequence {
  /** The workspace stands in quarantine from now on, or no longer. */
  quarantine?: { workspaceId: string; reason: BlockReason | null } | undefined;
  /** An address that nobody can shorten from now on; its host with everything below it when `host` is given. */
  list?: { address: string; host?: string; threat: Threat; note: string } | undefined;
  /** Addresses can be shortened again. */
  unlist?: { address: string } | undefined;
  /** The open appeal ends so. */
  appeal?: { outcome: 'granted' | 'refused'; answer: string } | undefined;
}

export interface CaseStore {
  byId(id: string): Promise<AbuseCase | undefined>;
  bySubject(subject: string): Promise<AbuseCase | undefined>;
  /** The highest priority first. */
  page(filter: CaseFilter): Promise<AbuseCase[]>;
  /**
   * Opens the case, or brings an open one up to date. A dismissed one comes back only with a higher score than it was dismissed
   * with. The entry is written when the case is new or came back. @returns whether that is so.
   */
  note(finding: Finding, entry: DeskEntry): Promise<boolean>;
  /** Adds a report to a case; one reporter counts once. @returns false when they had reported it already. */
  report(caseId: string, report: AbuseReport, entry: DeskEntry): Promise<boolean>;
  /** Moves a case, with what follows from it, only while it is in one of these states. False when it was not. */
  move(
    caseId: string,
    from: readonly CaseStatus[],
    to: { status: CaseStatus; reason: BlockReason | null },
    entry: DeskEntry,
    consequence?: Consequence,
  ): Promise<boolean>;
  /** The link of a decided case is as decided; a job looks after those that are not. */
  settled(caseId: string): Promise<void>;
  unsettled(limit: number): Promise<AbuseCase[]>;
  /** Files an appeal while the case is in force and has no open one. False otherwise. */
  appeal(appeal: Appeal, from: readonly CaseStatus[], entry: DeskEntry): Promise<boolean>;
  /** Newest first. */
  appeals(caseId: string): Promise<Appeal[]>;
  reports(caseId: string, limit: number): Promise<AbuseReport[]>;
  /** Newest first; of one case, or of all. */
  log(filter: { caseId?: string | undefined; before?: string | undefined; limit: number }): Promise<DeskEntry[]>;
  /** Cases nobody has been told of, from this priority on. */
  untold(minPriority: number, limit: number): Promise<AbuseCase[]>;
  told(caseIds: string[], nowMs: number): Promise<void>;
}
