/**
 * Live sockets of a ledger. They hibernate: an idle ledger holds no timer, and the runtime answers pings by itself.
 * The api worker has authorised the watcher and names the workspace in a header.
 */
import { AppError } from '#core/error/app-error.ts';
import type { EventRow } from '#core/event/row.ts';
import { LIVE_ACTOR_HEADER, LIVE_HIDDEN_HEADER, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import { MAX_SOCKETS_PER_WORKSPACE, MAX_SUBSCRIBES_PER_MINUTE } from '#core/ledger/limits.ts';
import {
  LIVE_PING,
  LIVE_PONG,
  LIVE_SUBPROTOCOL,
  type LiveAck,
  type LiveError,
  type LiveSubscribe,
} from '#core/live/protocol.ts';
import { readClientFrame, scopeOfQuery } from '#core/live/scope.ts';
import { Channel, type ChannelTools } from './channel.ts';
import { type Watcher, Watchers } from './watcher.ts';

/** WebSocket's own code for a breach of policy. */
const NO_LONGER_ALLOWED = 1008;
/** WebSocket close code 1012: come again. */
const SERVICE_RESTART = 1012;
/** A client that goes on after so many wrong frames is broken. */
const MAX_MISTAKES = 10;
const MINUTE_MS = 60_000;
/** Entries looked at after a load: frames are out a quarter of a second after a commit, so few are in doubt. */
const MAX_DOUBTFUL_ENTRIES = 50;

export class Live {
  readonly #ctx: DurableObjectState;
  readonly #tools: ChannelTools;
  readonly #watchers = new Watchers();
  /** Workspaces with sockets that were told something since the object was loaded. */
  readonly #channels = new Map<string, Channel>();
  #isCaughtUp = false;

  constructor(ctx: DurableObjectState, tools: Omit<ChannelTools, 'watchers'>) {
    this.#ctx = ctx;
    this.#tools = { ...tools, watchers: (workspaceId) => this.#watchersOf(workspaceId) };
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(LIVE_PING, LIVE_PONG));
  }

  get sockets(): number {
    return this.#ctx.getWebSockets().length;
  }

  /** Accepts a socket and greets it. Throws `bad_request` or `rate_limit_exceeded`. */
  connect(request: Request): Response {
    const workspaceId = request.headers.get(LIVE_WORKSPACE_HEADER);
    if (!workspaceId || request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      throw new AppError('bad_request', 'This address only takes WebSocket upgrades.');
    }
    const query = new URL(request.url).searchParams;
    const hidden = request.headers.get(LIVE_HIDDEN_HEADER)?.split(',') ?? [];
    const scope = { ...scopeOfQuery(query), hidden };
    if (this.#ctx.getWebSockets(workspaceId).length >= MAX_SOCKETS_PER_WORKSPACE) {
      throw new AppError(
        'rate_limit_exceeded',
        `A workspace may watch with ${MAX_SOCKETS_PER_WORKSPACE} sockets at a time.`,
      );
    }
    const channel = this.#channelOf(workspaceId);
    channel.settle();
    const { 0: client, 1: server } = new WebSocketPair();
    const actor = request.headers.get(LIVE_ACTOR_HEADER);
    this.#ctx.acceptWebSocket(server, actor === null ? [workspaceId] : [workspaceId, actorTag(workspaceId, actor)]);
    const watcher = this.#watchers.begin(server, workspaceId, scope, channel.place);
    channel.greet(watcher, query.get('resume') ?? undefined);
    const offered = request.headers
      .get('sec-websocket-protocol')
      ?.split(',')
      .some((name) => name.trim() === LIVE_SUBPROTOCOL);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: offered ? { 'sec-websocket-protocol': LIVE_SUBPROTOCOL } : {},
    });
  }

  /** A frame of a client. */
  receive(socket: WebSocket, message: string | ArrayBuffer): void {
    const watcher = this.#watchers.of(socket);
    if (!watcher) return socket.close(SERVICE_RESTART, 'come again');
    try {
      if (typeof message !== 'string') throw new AppError('bad_request', 'Frames are text.');
      this.#follow(watcher, readClientFrame(message));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      watcher.mistakes += 1;
      if (watcher.mistakes > MAX_MISTAKES) return socket.close(NO_LONGER_ALLOWED, 'too many wrong frames');
      socket.send(JSON.stringify({ type: 'error', code: error.code, message: error.message } satisfies LiveError));
    }
  }

  /** Closes what this actor has open in this workspace. The code tells a client that trying again will not help. */
  close(workspaceId: string, actor: string): void {
    for (const socket of this.#ctx.getWebSockets(actorTag(workspaceId, actor)))
      socket.close(NO_LONGER_ALLOWED, 'no longer allowed');
  }

  /** A socket is gone. */
  forget(socket: WebSocket): void {
    const workspaceId = this.#watchers.of(socket)?.workspaceId ?? '';
    if (this.#ctx.getWebSockets(workspaceId).some((other) => other !== socket)) return;
    this.#channels.get(workspaceId)?.stop();
    this.#channels.delete(workspaceId);
  }

  /** Tells watchers what has just been counted: at once when they have heard nothing lately, else with the next frame. */
  publish(counted: readonly EventRow[]): void {
    if (this.sockets === 0) return;
    for (const [workspaceId, rows] of Map.groupBy(counted, (row) => row.workspace_id)) {
      const open = this.#channels.get(workspaceId);
      if (open) open.note(rows, false);
      else if (this.#ctx.getWebSockets(workspaceId).length > 0) this.#channelOf(workspaceId).note(rows, true);
    }
  }

  /** Once after a load: tells what was counted when memory was lost before its frame was out. */
  catchUp(): void {
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    if (this.sockets === 0) return;
    const { book, sql } = this.#tools;
    const entries = sql.all<{ tallies: string }>(
      'SELECT tallies FROM log WHERE seq > ? ORDER BY seq DESC LIMIT ?',
      book.position.storedSeq,
      MAX_DOUBTFUL_ENTRIES,
    );
    const keys = entries.flatMap(({ tallies }) => Object.keys(JSON.parse(tallies) as object));
    for (const workspaceId of new Set(keys.filter((key) => !key.includes(' '))))
      if (this.#ctx.getWebSockets(workspaceId).length > 0) this.#channelOf(workspaceId).flush();
  }

  /** Ends the sockets of a workspace that another ledger is about to count; their clients come again and find that one. */
  dismiss(workspaceId: string): void {
    this.#channels.get(workspaceId)?.stop();
    this.#channels.delete(workspaceId);
    for (const socket of this.#ctx.getWebSockets(workspaceId)) socket.close(SERVICE_RESTART, 'the workspace has moved');
  }

  #follow(watcher: Watcher, frame: LiveSubscribe | LiveAck): void {
    const { socket, workspaceId, scope, flow, place } = watcher;
    const channel = this.#channelOf(workspaceId);
    if (frame.type === 'ack') {
      flow.acknowledge(frame.seq);
      if (flow.isBehind && flow.turn(this.#tools.now()) === 'whole') channel.flush();
      return;
    }
    this.#limitSubscribes(watcher);
    channel.settle();
    const { links = null, feed = true, resume } = frame;
    channel.greet(this.#watchers.begin(socket, workspaceId, { links, feed, hidden: scope.hidden }, place), resume);
  }

  /** Throws `rate_limit_exceeded`. */
  #limitSubscribes({ subscribedAt }: Watcher): void {
    const now = this.#tools.now();
    while (subscribedAt[0] !== undefined && Math.abs(now - subscribedAt[0]) >= MINUTE_MS) subscribedAt.shift();
    if (subscribedAt.length >= MAX_SUBSCRIBES_PER_MINUTE)
      throw new AppError('rate_limit_exceeded', `At most ${MAX_SUBSCRIBES_PER_MINUTE} subscriptions a minute.`);
    subscribedAt.push(now);
  }

  #channelOf(workspaceId: string): Channel {
    const channel = this.#channels.get(workspaceId) ?? new Channel(this.#tools, workspaceId);
    this.#channels.set(workspaceId, channel);
    return channel;
  }

  #watchersOf(workspaceId: string): Watcher[] {
    return this.#ctx.getWebSockets(workspaceId).flatMap((socket) => {
      const watcher = this.#watchers.of(socket);
      if (!watcher) socket.close(SERVICE_RESTART, 'come again');
      return watcher ?? [];
    });
  }
}

/** The same person watches several workspaces of one ledger. */
function actorTag(workspaceId: string, actor: string): string {
  return `${workspaceId} ${actor}`;
}
