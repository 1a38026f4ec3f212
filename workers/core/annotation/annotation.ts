/** A note on a day, shown on charts: a launch, a campaign, a mistake. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';

export interface Annotation {
  id: string;
  workspaceId: string;
  /** `YYYY-MM-DD`: a day on the calendar, in whatever zone the reader is. */
  day: string;
  text: string;
  /** Who wrote it. */
  createdBy: string;
  /** Unix milliseconds. */
  createdAt: number;
  updatedAt: number;
}

/** Annotations of exactly one workspace. */
export interface AnnotationStore {
  readonly workspaceId: string;
  /** Latest day first; of days from `from` up to and with `to`, either of which may be left out. */
  between(from: string | undefined, to: string | undefined): Promise<Annotation[]>;
  find(id: string): Promise<Annotation | undefined>;
  /** False when there are as many as there can be. */
  insert(annotation: Annotation, entry: AuditEntry): Promise<boolean>;
  /** False when it is gone. */
  update(after: Annotation, entry: AuditEntry): Promise<boolean>;
  /** False when it was gone already. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface AnnotationContext {
  actor: Actor;
  annotations: AnnotationStore;
  now: () => number;
}

/** One for each day of almost three years; a chart with more has no room for its line. */
export const MAX_ANNOTATIONS = 1_000;
