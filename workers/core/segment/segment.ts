/** A saved segment: report filters under a name. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { SegmentFilters } from './wire.ts';

export interface Segment {
  id: string;
  workspaceId: string;
  name: string;
  filters: SegmentFilters;
  createdAt: number;
  updatedAt: number;
}

/** Segments of exactly one workspace. */
export interface SegmentStore {
  readonly workspaceId: string;
  /** By name. */
  all(): Promise<Segment[]>;
  find(id: string): Promise<Segment | undefined>;
  /** False when the name is taken. */
  insert(segment: Segment, entry: AuditEntry): Promise<boolean>;
  /** False when it is gone, or the name taken. */
  update(after: Segment, entry: AuditEntry): Promise<boolean>;
  /** False when it was gone already. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface SegmentContext {
  actor: Actor;
  segments: SegmentStore;
  now: () => number;
}

/** More than this nobody finds again. */
export const MAX_SEGMENTS = 100;
