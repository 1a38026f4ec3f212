/** A report that is sent by mail at fixed times, and the ports that keep it. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Mail } from '../mail/mail.ts';
import type { SegmentFilters } from '../segment/wire.ts';
import type { Cadence } from './due.ts';

/** Times are Unix milliseconds. */
export interface Schedule {
  id: string;
  workspaceId: string;
  name: string;
  cadence: Cadence;
  /** Of the zone's clock, 0 to 23. */
  hour: number;
  /** IANA zone, in which days, weeks and months begin. */
  zone: string;
  recipients: string[];
  /** Former and present recipients who want no more of it. */
  unsubscribed: string[];
  filters: Partial<SegmentFilters>;
  paused: boolean;
  nextAt: number;
  /** Whose eyes it looks with, unless `seesAll`. */
  createdBy: string;
  seesAll: boolean;
  createdAt: number;
  updatedAt: number;
}

/** Schedules of exactly one workspace. */
export interface ScheduleStore {
  readonly workspaceId: string;
  /** Newest first. */
  all(): Promise<Schedule[]>;
  find(id: string): Promise<Schedule | undefined>;
  insert(schedule: Schedule, entry: AuditEntry): Promise<void>;
  /** Everything but who unsubscribed. False when it is gone. */
  update(after: Schedule, entry: AuditEntry): Promise<boolean>;
  /** False when it was gone already. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
  /** Mails to be sent at once; all or none. False when the schedule is gone. */
  handOver(id: string, mails: Mail[], entry: AuditEntry, nowMs: number): Promise<boolean>;
}

/** Schedules of every workspace, for the job that sends and for people who unsubscribe. */
export interface DueSchedules {
  due(nowMs: number, limit: number): Promise<Schedule[]>;
  /**
   * Hands the mails over and moves the schedule on, both or neither, and only while it still stands at `schedule.nextAt`: whoever
   * comes second changes nothing.
   */
  settle(schedule: Schedule, mails: Mail[], nextAt: number, nowMs: number): Promise<boolean>;
  byId(id: string): Promise<Schedule | undefined>;
  /** Twice is once: then there is no second entry either. */
  unsubscribe(id: string, address: string, entry: AuditEntry): Promise<void>;
}

export interface ScheduleContext {
  actor: Actor;
  schedules: ScheduleStore;
  now: () => number;
}

/** More than this nobody reads. */
export const MAX_SCHEDULES = 50;
/** A mail each; a longer list is a mailing list with an address of its own. */
export const MAX_RECIPIENTS = 25;
