/** A client of the live socket, straight at a ledger of its own. */
import { env as bindings } from 'cloudflare:workers';
import type { EventRow } from '#core/event/row.ts';
import { type LedgerRpc, LIVE_HIDDEN_HEADER, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import type { LiveFrame, LiveGap, LiveHello, LiveUpdate } from '#core/live/protocol.ts';
import { eventually } from '#test/eventually.ts';
import { row } from './click.ts';

const env = bindings as unknown as PipelineEnv;
type Stub = ReturnType<typeof env.LEDGER.getByName> & LedgerRpc;

let named = 0;
/** Of the newest. */
export const ledgerName = (): string => `live-test-${named}`;
export const newLedger = (): Stub => env.LEDGER.getByName(`live-test-${++named}`);

export interface Client {
  frames: LiveFrame[];
  socket: WebSocket;
  closed: number[];
  last(): LiveHello | LiveUpdate | LiveGap;
  send(frame: object): void;
}

/** @param acks whether it reads: a client that does not acknowledge stands for one whose connection is full. */
export async function watch(ledger: Stub, query = '', acks = true, hidden = ''): Promise<Client> {
  const response = await ledger.fetch(`http://ledger/live?${query}`, {
    headers: {
      upgrade: 'websocket',
      [LIVE_WORKSPACE_HEADER]: 'ws_live',
      ...(hidden === '' ? {} : { [LIVE_HIDDEN_HEADER]: hidden }),
    },
  });
  const socket = response.webSocket;
  if (!socket) throw new Error(`refused: ${response.status} ${await response.text()}`);
  const client: Client = {
    frames: [],
    socket,
    closed: [],
    last() {
      const frame = client.frames.findLast((each) => each.type !== 'error');
      if (!frame) throw new Error('no frame yet');
      return frame;
    },
    send: (frame) => socket.send(JSON.stringify(frame)),
  };
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(data as string) as LiveFrame;
    client.frames.push(frame);
    if (acks && frame.type !== 'error') client.send({ type: 'ack', seq: frame.seq });
  });
  socket.addEventListener('close', ({ code }) => client.closed.push(code));
  socket.accept();
  await eventually(() => client.last());
  return client;
}

/** Of the workspace that is watched. */
export const liveClick = (more: Partial<EventRow> = {}): EventRow => ({
  ...row({ workspaceId: 'ws_live', linkId: 'link_a' }),
  ...more,
});
