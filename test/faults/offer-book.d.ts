/** The harness's own book: every event it offered, and whether somebody answered for it. */
import type { CapturedClick } from '#core/event/captured.ts';
/** `answered`: acknowledged, so it must be found. `unknown`: the answer never came, so it may be found, once. */
export type Fate = 'answered' | 'unknown';
export interface OfferedEvent {
    fate: Fate;
    workspaceId: string;
    linkId: string;
    /** Title of the segment in which it was offered. */
    segment: string;
}
export declare class OfferBook {
    /** Events of messages by id; events offered twice are here once. */
    readonly events: Map<string, OfferedEvent>;
    /** Clicks at the front door by referer. */
    readonly clicks: Map<string, OfferedEvent>;
    /** Marks of unreadable messages. */
    readonly poison: Map<string, Fate>;
    /** Clicks that the edge says it has lost, by its own counter. */
    lostByCounter: number;
    /** Offers of an event beyond its first. */
    repeats: number;
    noteEvents(events: readonly CapturedClick[], fate: Fate, segment: string): void;
    get offered(): number;
}
