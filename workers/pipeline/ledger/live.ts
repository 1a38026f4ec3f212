/**
 * Live sockets of a ledger. They hibernate: an idle ledger holds no timer, and the runtime answers pings by itself.
 * The api worker has authorised the watcher and names the workspace in a header.
 */
import { AppError } from '#core/error/app-error.ts';
import type { EventRow } from '#core/event/row.ts';
import { LIVE_ACTOR_HEADER, LIVE_WORKSPACE_HEADER, type Totals } from '#core/ledger/contract.ts';
import { LIVE_INTERVAL_MS, MAX_LIVE_LINKS, MAX_SOCKETS_PER_WORKSPACE } from '#core/ledger/limits.ts';
import { emptyGathering, gather, liveEvent, type LiveGathering } from '#core/live/frame.ts';
import { LIVE_PING, LIVE_PONG, LIVE_SUBPROTOCOL, type LiveFrame } from '#core/live/protocol.ts';
import type { Book } from './book.ts';

/** WebSocket's own code for a breach of policy. */
const NO_LONGER_ALLOWED = 1008;
/** WebSocket close code 1012: come again. */
const SERVICE_RESTART = 1012;

interface Channel {
  gathering: LiveGathering;
  sentAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Live {
  readonly #ctx: DurableObjectState;
  readonly #book: Book;
  readonly #now: () => number;
  /** Workspaces that were sent a frame a moment ago or wait for one; entries go when they fall silent. */
  readonly #channels = new Map<string, Channel>();

  constructor(ctx: DurableObjectState, book: Book, now: () => number) {
    this.#ctx = ctx;
    this.#book = book;
    this.#now = now;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(LIVE_PING, LIVE_PONG));
  }

  get sockets(): number {
    return this.#ctx.getWebSockets().length;
  }

  /** Accepts a socket and greets it with the totals. Throws `bad_request` or `rate_limit_exceeded`. */
  connect(request: Request): Response {
    const workspaceId = request.headers.get(LIVE_WORKSPACE_HEADER);
    if (!workspaceId || request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      throw new AppError('bad_request', 'This address only takes WebSocket upgrades.');
    }
    if (this.#ctx.getWebSockets(workspaceId).length >= MAX_SOCKETS_PER_WORKSPACE) {
      throw new AppError(
        'rate_limit_exceeded',
        `A workspace may watch with ${MAX_SOCKETS_PER_WORKSPACE} sockets at a time.`,
      );
    }
    const { 0: client, 1: server } = new WebSocketPair();
    const actor = request.headers.get(LIVE_ACTOR_HEADER);
    this.#ctx.acceptWebSocket(server, actor === null ? [workspaceId] : [workspaceId, actorTag(workspaceId, actor)]);
    send(server, {
      type: 'hello',
      workspaceId,
      seq: this.#book.lastSeq,
      totals: this.#book.totals(workspaceId, []).workspace,
    });
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

  /** Closes what this actor has open in this workspace. The code tells a client that trying again will not help. */
  close(workspaceId: string, actor: string): void {
    for (const socket of this.#ctx.getWebSockets(actorTag(workspaceId, actor)))
      socket.close(NO_LONGER_ALLOWED, 'no longer allowed');
  }

  /** Tells watchers what has just been counted: at once when they have heard nothing lately, else with the next frame. */
  publish(counted: readonly EventRow[]): void {
    if (this.sockets === 0) return;
    for (const [workspaceId, rows] of Map.groupBy(counted, (row) => row.workspace_id)) {
      if (this.#ctx.getWebSockets(workspaceId).length === 0) continue;
      const channel = this.#channels.get(workspaceId) ?? { gathering: emptyGathering(), sentAt: 0, timer: undefined };
      this.#channels.set(workspaceId, channel);
      gather(channel.gathering, rows, MAX_LIVE_LINKS);
      const wait = channel.sentAt + LIVE_INTERVAL_MS - this.#now();
      if (wait <= 0 || wait > LIVE_INTERVAL_MS) this.#flush(workspaceId, channel);
      else channel.timer ??= setTimeout(() => this.#flush(workspaceId, channel), wait);
    }
  }

  /** Ends the sockets of a workspace that another ledger is about to count; their clients come again and find that one. */
  dismiss(workspaceId: string): void {
    const timer = this.#channels.get(workspaceId)?.timer;
    if (timer !== undefined) clearTimeout(timer);
    this.#channels.delete(workspaceId);
    for (const socket of this.#ctx.getWebSockets(workspaceId)) socket.close(SERVICE_RESTART, 'the workspace has moved');
  }

  #flush(workspaceId: string, channel: Channel): void {
    if (channel.timer !== undefined) clearTimeout(channel.timer);
    channel.timer = undefined;
    channel.sentAt = this.#now();
    const { rows, counted, linkIds } = channel.gathering;
    channel.gathering = emptyGathering();
    const ids = [...linkIds];
    const { workspace, links } = this.#book.totals(workspaceId, ids);
    const byLink: Record<string, Totals> = Object.fromEntries(ids.map((id, index) => [id, links[index] as Totals]));
    const events = rows.map(liveEvent);
    const frame: LiveFrame = {
      type: 'update',
      seq: this.#book.lastSeq,
      totals: workspace,
      links: byLink,
      events,
      omitted: counted - rows.length,
    };
    for (const socket of this.#ctx.getWebSockets(workspaceId)) send(socket, frame);
    this.#forgetSilent();
  }

  /** Channels that have not spoken for an interval need no memory of when they did. */
  #forgetSilent(): void {
    const before = this.#now() - LIVE_INTERVAL_MS;
    for (const [workspaceId, { sentAt, timer }] of this.#channels)
      if (!timer && sentAt < before) this.#channels.delete(workspaceId);
  }
}

/** The same person watches several workspaces of one ledger. */
function actorTag(workspaceId: string, actor: string): string {
  return `${workspaceId} ${actor}`;
}

/** A socket that is closing takes no frame; its client says hello again when it is back. */
function send(socket: WebSocket, frame: LiveFrame): void {
  try {
    socket.send(JSON.stringify(frame));
  } catch {
    socket.close(1011, 'not writable');
  }
}
