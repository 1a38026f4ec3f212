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

export class OfferBook {
  /** Events of messages by id; events offered twice are here once. */
  readonly events = new Map<string, OfferedEvent>();
  /** Clicks at the front door by referer. */
  readonly clicks = new Map<string, OfferedEvent>();
  /** Marks of unreadable messages. */
  readonly poison = new Map<string, Fate>();
  /** Clicks that the edge says it has lost, by its own counter. */
  lostByCounter = 0;
  /** Offers of an event beyond its first. */
  repeats = 0;

  noteEvents(events: readonly CapturedClick[], fate: Fate, segment: string): void {
    const seen = new Set<string>();
    for (const { id, workspaceId, linkId } of events) {
      const known = this.events.get(id);
      if (known || seen.has(id)) this.repeats += 1;
      seen.add(id);
      // One answer is enough: it is the same event.
      this.events.set(id, {
        fate: known?.fate === 'answered' ? 'answered' : fate,
        workspaceId,
        linkId,
        segment: known?.segment ?? segment,
      });
    }
  }

  get offered(): number {
    return this.events.size + this.clicks.size;
  }
}
