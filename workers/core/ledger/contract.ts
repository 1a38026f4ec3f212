/** What the other workers may ask of the Ledger, the Durable Object that decides what has been counted. */
import type { CapturedEvent } from '../event/captured.ts';
import type { EventRow } from '../event/row.ts';
import type { MoveRpc } from './move.ts';

/** Outcome of one append: `accepted + duplicates` is what was sent, except for workspaces that are moving. */
export interface AppendResult {
  accepted: number;
  duplicates: number;
  /** Workspaces on their way between two ledgers, of whose events none was counted: send those again. Absent when none is. */
  moving?: string[];
}

/** Counts since the beginning. `clicks` are human clicks; `hits` are all classes together. */
export interface Totals {
  hits: number;
  clicks: number;
  leads: number;
  /** Customers who have bought: first sales. */
  conversions: number;
  sales: number;
  /** Cents of USD. */
  saleAmount: number;
  /** Unix milliseconds of the newest human click, 0 when none. */
  lastClickedAt: number;
}

export const NO_TOTALS: Totals = {
  hits: 0,
  clicks: 0,
  leads: 0,
  conversions: 0,
  sales: 0,
  saleAmount: 0,
  lastClickedAt: 0,
};

/** An hour whose rollups are in doubt. */
export interface DirtyHour {
  workspaceId: string;
  /** `YYYY-MM-DD HH`, UTC. */
  hour: string;
  /** The batch, or what else, that made it dirty last. */
  batch: string;
  /** Unix milliseconds of the last mark. */
  since: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** A dead letter's entry in the ledger of a workspace with events in it. */
export interface LetterNote {
  workspaceId: string;
  /** Key in R2, see core/dead/letter.ts. */
  key: string;
  reason: string;
  /** Events of this workspace in it. */
  events: number;
}

export interface Letter extends LetterNote {
  /** Unix milliseconds when it was first noted. */
  storedAt: number;
  replayedAt: number | null;
}

/** What an event is known by: its id within the workspace, and the time by which it is looked for. */
export type EventIdentity = Pick<EventRow, 'event_id' | 'workspace_id' | 'ts'>;

/** What of a workspace still waits in a ledger. */
export interface WaitingPart {
  waitingByDay: Record<string, number>;
  waitingComplete: boolean;
  /** Unix milliseconds of the oldest commit with an event of the workspace; absent when nothing waits. */
  oldestAt?: number;
  /** Nothing of the workspace waits, nor ever will again. */
  drained: boolean;
}

/** How the ledgers are counted, written down by the first of them. */
export interface Charter {
  /** The number of ledgers at the beginning: it says for ever which one is the registrar of a workspace. */
  founding: number;
  /** The most there ever were: all of them have to be looked after. */
  most: number;
}

/** What a ledger vouches for, of one workspace, at one moment. Days are UTC days of the events, `YYYY-MM-DD`. */
export interface LedgerProof {
  acceptedByDay: Record<string, number>;
  /** Accepted, not yet known to be stored. */
  waitingByDay: Record<string, number>;
  /** False when more waits than one call looks through: `waitingByDay` is then too low. */
  waitingComplete: boolean;
  /** Age of the workspace's oldest waiting event in milliseconds, 0 when none waits. */
  oldestWaitingMs: number;
  breaker: BreakerState;
  /** Events in dead letters by reason; `replayed` of them have been sent again. */
  letters: Record<string, { events: number; replayed: number }>;
}

/** What an operator wants to know about one ledger. */
export interface LedgerStatus {
  name: string;
  /** Events accepted since the beginning. */
  accepted: number;
  duplicates: number;
  /** Events known to be stored in ClickHouse. */
  stored: number;
  /** Events in the outbox: accepted, not yet known to be stored. `accepted = stored + waiting`, always. */
  waiting: number;
  /** Age of the oldest waiting event in milliseconds, 0 when none waits. */
  oldestWaitingMs: number;
  /** Bytes of the waiting rows; appends are refused above MAX_OUTBOX_BYTES. */
  waitingBytes: number;
  breaker: BreakerState;
  /** Sends of the batch in flight whose outcome is not known, 0 when none is. */
  attempts: number;
  /** Workspace hours whose rollups await recomputing, because a batch of unknown outcome touched them. */
  dirtyHours: number;
  /** Ids held for deduplication. */
  idsHeld: number;
  /** Unix milliseconds: an event dated from here on is judged by these ids alone, an older one by raw. */
  rememberedFrom: number;
  /** SQLite rows written since this object was last loaded. */
  rowsWritten: number;
  sockets: number;
}

/**
 * RPC surface of the Ledger. All methods are safe to retry. What is asked about a workspace that another ledger counts is passed
 * on to that one, so a caller who places workspaces by an old number of ledgers is served like any other.
 */
export interface LedgerRpc extends MoveRpc {
  /** Counts enriched rows, each event id once within the dedupe window. Resolves when they are durable. */
  append(rows: EventRow[]): Promise<AppendResult>;
  /** Same, for events that have not been through the pipeline's enrichment: the edge's fallback when the queue refuses. */
  capture(events: CapturedEvent[]): Promise<AppendResult>;
  /** Totals of one workspace and of each link asked for, in the order asked; at most MAX_LINKS_PER_TOTALS links. */
  totals(workspaceId: string, linkIds: string[]): Promise<{ workspace: Totals; links: Totals[] }>;
  /** A click of the workspace that is counted and not yet known to be stored in ClickHouse; null when none of that id waits. */
  waitingClick(workspaceId: string, clickId: string): Promise<EventRow | null>;
  /** Accepted events by UTC day of the event: `YYYY-MM-DD` → count, all classes and types. What the audit compares with. */
  acceptedByDay(workspaceId: string): Promise<Record<string, number>>;
  /** Accepted, waiting and dead of one workspace, all of the same moment. */
  proof(workspaceId: string): Promise<LedgerProof>;
  /** Workspaces with accepted events on a UTC day, after `after` in order of id; at most MAX_WORKSPACES_PER_PAGE. */
  workspacesOn(day: string, after: string): Promise<string[]>;
  /** Notes dead letters; a key is noted once per workspace, so a repeated delivery counts nothing twice. */
  noteLetters(notes: LetterNote[]): Promise<void>;
  /** Dead letters of a workspace with keys before `before` (empty: from the newest), newest first. */
  letters(workspaceId: string, before: string, limit: number): Promise<Letter[]>;
  /** The one letter, or null when it is not this workspace's. */
  letter(workspaceId: string, key: string): Promise<Letter | null>;
  /** The letter's events have been accepted after all. */
  noteReplayed(workspaceId: string, key: string): Promise<void>;
  /** Hours that await a repair and ended before `endedBefore` (Unix milliseconds), oldest mark first; at most MAX_DIRTY_HOURS. */
  dirtyHours(endedBefore: number): Promise<DirtyHour[]>;
  /** Marks hours for repair. `cause` names what put them in doubt. */
  markDirtyHours(hours: { workspaceId: string; hour: string }[], cause: string): Promise<void>;
  /** Forgets a mark unless it was renewed after `hour.since`. */
  clearDirtyHour(hour: DirtyHour): Promise<void>;
  /** A name for what ClickHouse holds of the workspace: the same name, the same events. It changes when more is stored. */
  dataVersion(workspaceId: string): Promise<string>;
  /**
   * Keeps every ledger with events of the workspace from sending for `ms`, so that what the store holds of it stands still. False
   * when somebody else holds, or a batch in flight is not answered soon: try again later.
   */
  hold(workspaceId: string, by: string, ms: number): Promise<boolean>;
  /** Lets the drain go on. */
  release(workspaceId: string, by: string): Promise<void>;
  /** The same for this ledger alone: how one ledger asks another. */
  holdAlone(by: string, ms: number): Promise<boolean>;
  releaseAlone(by: string): Promise<void>;
  /**
   * Ids of those events that this ledger has counted: by the ids it holds, and by raw for events that are older than these.
   * Throws when raw is needed and does not answer.
   */
  countedIds(events: EventIdentity[]): Promise<string[]>;
  /** What still waits here of a workspace that another ledger counts. */
  waitingFrom(workspaceId: string): Promise<WaitingPart>;
  /** Asked of the first ledger only. `count` is the number of ledgers the caller was told. */
  charter(count: number): Promise<Charter>;
  /** Closes the live sockets of one actor (`token:{id}`, `user:{id}`), who may not watch any more. */
  closeSockets(workspaceId: string, actor: string): Promise<void>;
  status(): Promise<LedgerStatus>;
  /** Starts draining if something waits and no alarm is set. Called by a cron, so that a lost alarm heals within a minute. */
  nudge(): Promise<void>;
}

/** Ids of one answer. */
export const MAX_WORKSPACES_PER_PAGE = 500;
/** Hours of one answer: more than one run of the repair gets through. */
export const MAX_DIRTY_HOURS = 100;
/** One page of links twice over; keeps one call's answer small. */
export const MAX_LINKS_PER_TOTALS = 200;
/** Redelivery, DLQ replay and SDK retries within this time meet the ids still in the ledger. */
export const DEDUPE_WINDOW_MS = 49 * 3_600_000;
/** An event younger than this is still among the ids, if it was ever accepted and the ledger is not full. Older ones are looked up in raw. */
export const ID_MEMORY_MS = DEDUPE_WINDOW_MS - 3_600_000;
/** Header by which the api tells the Ledger which workspace an already authorised live socket watches. */
export const LIVE_WORKSPACE_HEADER = 'x-hopline-workspace';
/** And who watches, so that the sockets of one can be closed. */
export const LIVE_ACTOR_HEADER = 'x-hopline-actor';
/** Links in folders closed to the watcher, by id, separated by commas: they are left out of every frame. */
export const LIVE_HIDDEN_HEADER = 'x-hopline-hidden-links';
