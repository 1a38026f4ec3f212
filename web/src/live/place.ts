/** Where this client stands in the ledger's log: acknowledged while it reads, handed in when it comes back. */
import { LIVE_ACK_MS, type LiveAck, type LiveFrame } from '#core/live/protocol.ts';

export interface LivePlace {
  /** The address at which the ledger tells what happened since. */
  from: (url: string) => string;
  note: (frame: LiveFrame) => void;
}

/** @param socketOf the socket that frames are read from now; a closed one is told nothing. */
export function followPlace(socketOf: () => WebSocket | undefined): LivePlace {
  let place: { resume: string; seq: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The ledger holds frames for us until it hears that we have read them. */
  function acknowledge() {
    timer = undefined;
    const socket = socketOf();
    if (place && socket?.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ type: 'ack', seq: place.seq } satisfies LiveAck));
  }

  return {
    from(url) {
      if (!place) return url;
      const resumed = new URL(url);
      resumed.searchParams.set('resume', place.resume);
      return resumed.href;
    },
    note(frame) {
      if (frame.type === 'error') return;
      place = frame;
      timer ??= setTimeout(acknowledge, LIVE_ACK_MS);
    },
  };
}
