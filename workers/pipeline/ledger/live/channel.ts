/** What one workspace's watchers are told: frames at most every LIVE_INTERVAL_MS, each socket exactly from where it stands. */
import type { EventRow } from '#core/event/row.ts';
import { LIVE_INTERVAL_MS } from '#core/ledger/limits.ts';
import type { LiveGathering } from '#core/live/frame.ts';
import { type Place, readPlace } from '#core/live/place.ts';
import { type GapReason, LIVE_TOO_SLOW } from '#core/live/protocol.ts';
import { scopeKey, type WatchScope } from '#core/live/scope.ts';
import type { Book } from '../book.ts';
import type { LedgerSql } from '../sql.ts';
import { missedSince } from './look-back.ts';
import { lookAt, openView, takeGathering, type View } from './view.ts';
import { sendFrame, type Watcher } from './watcher.ts';
import { type FrameTools, gatheringOf, writeGap, writeHello, writeUpdate } from './write-frames.ts';

export interface ChannelTools {
  book: Book;
  sql: LedgerSql;
  now: () => number;
  /** Name of the workspace's stay in this ledger. */
  stayOf: (workspaceId: string) => string;
  /** Everybody who watches the workspace. */
  watchers: (workspaceId: string) => Watcher[];
}

/** A view with what gathered since the last frame, and frames by what they depend on: most sockets are told the same text. */
interface Flushed {
  gathering: LiveGathering;
  minutes: ReturnType<View['minutes']['series']>;
  texts: Map<string, string>;
}

export class Channel {
  readonly #tools: ChannelTools;
  readonly #workspaceId: string;
  readonly #views = new Map<string, View>();
  /** Events of the workspace ever accepted, this moment's included. */
  #accepted: number;
  #sentAt = 0;
  /** Something was counted that is in no frame yet. */
  #isPending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tools: ChannelTools, workspaceId: string) {
    this.#tools = tools;
    this.#workspaceId = workspaceId;
    const days = tools.book.acceptedByDay(workspaceId);
    this.#accepted = Object.values(days).reduce((sum, n) => sum + n, 0);
  }

  get place(): Place {
    return { seq: this.#tools.book.lastSeq, accepted: this.#accepted };
  }

  /** After a commit. @param isKnown the commit is in the channel already, because the channel is younger. */
  note(counted: readonly EventRow[], isKnown: boolean): void {
    const nowMs = this.#tools.now();
    if (!isKnown) {
      this.#accepted += counted.length;
      for (const view of this.#views.values()) lookAt(view, counted, nowMs);
    }
    this.#isPending = true;
    const wait = this.#sentAt + LIVE_INTERVAL_MS - nowMs;
    if (wait <= 0 || wait > LIVE_INTERVAL_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** To be called before a socket begins to watch something: what has gathered belongs to those who watch already. */
  settle(): void {
    if (this.#isPending) this.flush();
  }

  /** Tells a watcher where everything stands, and what happened since the place that it hands in. */
  greet(watcher: Watcher, resume: string | undefined): void {
    const view = this.#viewOf(watcher.scope);
    const frames = this.#frameTools();
    const missed = resume === undefined ? undefined : this.#missed(resume);
    const text = typeof missed === 'string' ? writeGap(frames, view, missed) : writeHello(frames, view, missed);
    sendFrame(watcher, text, frames.place, frames.nowMs);
  }

  flush(): void {
    this.stop();
    const frames = this.#frameTools();
    this.#sentAt = frames.nowMs;
    this.#isPending = false;
    // All of them, told to somebody or not: what is told from the log now must not come again with the next frame.
    const news = new Map([...this.#views.values()].map((view) => [view, this.#take(view, frames.nowMs)]));
    const used = new Set<View>();
    for (const watcher of this.#tools.watchers(this.#workspaceId)) {
      const view = this.#viewOf(watcher.scope);
      used.add(view);
      if (watcher.isRestored) this.#bringUp(watcher, view, frames);
      else this.#tell(watcher, view, news.get(view) ?? this.#take(view, frames.nowMs), frames);
    }
    for (const [key, view] of this.#views) if (!used.has(view)) this.#views.delete(key);
  }

  /** Nothing is sent by itself any more. */
  stop(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tell(watcher: Watcher, view: View, news: Flushed, frames: FrameTools): void {
    const { flow, place } = watcher;
    const { counted, linkIds } = news.gathering;
    const isQuiet = counted === 0 && linkIds.size === 0 && !flow.isBehind;
    if (isQuiet && (place.accepted === frames.place.accepted || !flow.isQuiet(frames.nowMs))) return;
    const turn = flow.turn(frames.nowMs);
    if (turn === 'close') return watcher.socket.close(LIVE_TOO_SLOW, 'frames are not acknowledged; resume');
    if (turn === 'wait') return flow.skip(counted);
    const isShort = turn === 'totals';
    const { carried, isBehind } = flow;
    const name = `${place.seq} ${carried} ${isBehind} ${isShort}`;
    const text =
      news.texts.get(name) ??
      writeUpdate(frames, view, {
        from: place.seq,
        gathering: news.gathering,
        active: view.active.count(frames.nowMs),
        minutes: isBehind ? view.minutes.series(frames.nowMs) : news.minutes,
        carried,
        isBehind,
        isShort,
      });
    news.texts.set(name, text);
    sendFrame(watcher, text, frames.place, frames.nowMs, isShort);
  }

  /** A socket whose last frames may have been lost with the object's memory is told from the log. */
  #bringUp(watcher: Watcher, view: View, frames: FrameTools): void {
    const { place } = watcher;
    if (place.accepted === frames.place.accepted) {
      watcher.isRestored = false;
      return;
    }
    const missed = missedSince(this.#tools.sql, this.#workspaceId, place, frames.place);
    const text =
      typeof missed === 'string'
        ? writeGap(frames, view, missed)
        : writeUpdate(frames, view, {
            from: place.seq,
            gathering: gatheringOf(view, missed),
            minutes: view.minutes.series(frames.nowMs),
            active: view.active.count(frames.nowMs),
            carried: 0,
            isBehind: false,
            isShort: false,
          });
    sendFrame(watcher, text, frames.place, frames.nowMs);
  }

  #missed(resume: string): EventRow[] | GapReason {
    const place = readPlace(resume);
    if (!place) return 'unknown';
    if (place.stay !== this.#tools.stayOf(this.#workspaceId)) return 'moved';
    return missedSince(this.#tools.sql, this.#workspaceId, place, this.place);
  }

  #take(view: View, nowMs: number): Flushed {
    const gathering = takeGathering(view);
    return { gathering, minutes: view.minutes.takeTouched(nowMs), texts: new Map() };
  }

  #viewOf(scope: WatchScope): View {
    const key = scopeKey(scope);
    const { book, sql, now } = this.#tools;
    const view = this.#views.get(key) ?? openView(book, sql, this.#workspaceId, scope, now());
    this.#views.set(key, view);
    return view;
  }

  #frameTools(): FrameTools {
    const { book, now, stayOf } = this.#tools;
    return { book, workspaceId: this.#workspaceId, stay: stayOf(this.#workspaceId), place: this.place, nowMs: now() };
  }
}
