// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveConnection, LiveStatus } from './connection.ts';
import { connectLive } from './connection.ts';

/** Stands in for the network, so that it can fail on purpose. */
class FaultySocket extends EventTarget {
  static opened: FaultySocket[] = [];
  static readonly OPEN = 1;
  readyState = 0;
  sent: string[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FaultySocket.opened.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  greet(seq = 1) {
    this.readyState = 1;
    this.say({ type: 'hello', workspaceId: 'ws', seq, resume: `ledger.${seq}`, totals: {} });
  }
  say(frame: unknown) {
    this.dispatchEvent(
      new MessageEvent('message', { data: typeof frame === 'string' ? frame : JSON.stringify(frame) }),
    );
  }
  drop() {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

const last = () => FaultySocket.opened.at(-1) as FaultySocket;
let statuses: LiveStatus[];
let frames: unknown[];
let connection: LiveConnection;
const state = () => statuses.at(-1)?.state;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FaultySocket);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  FaultySocket.opened = [];
  statuses = [];
  frames = [];
  connection = connectLive({
    url: 'ws://x/live',
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('connectLive', () => {
  it('is live only once the ledger has greeted', () => {
    expect(state()).toBe('connecting');
    last().readyState = 1;
    last().dispatchEvent(new Event('open'));
    expect(state()).toBe('connecting');
    last().greet();
    expect(state()).toBe('live');
    expect(frames).toHaveLength(1);
  });

  it('comes back by itself, waiting longer after each failure', () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      last().drop();
      const status = statuses.at(-1);
      if (status?.state !== 'waiting') throw new Error(`expected to wait, was ${status?.state}`);
      waits.push(status.at - Date.now());
      vi.advanceTimersByTime(30_000);
    }
    expect(FaultySocket.opened).toHaveLength(9);
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15_000);
  });

  it('hands in the place of the newest frame, so that it is told what happened meanwhile', () => {
    expect(last().url).toBe('ws://x/live');
    last().greet(4);
    last().say({ type: 'update', seq: 7, resume: 'ledger.7' });
    last().say({ type: 'error', code: 'bad_request', message: '' });
    last().drop();
    connection.retryNow();
    expect(last().url).toBe('ws://x/live?resume=ledger.7');
    last().readyState = 1;
    last().say({ type: 'gap', seq: 9, resume: 'other.9' });
    expect(state()).toBe('live');
    last().drop();
    connection.retryNow();
    expect(last().url).toBe('ws://x/live?resume=other.9');
  });

  it('says once a second what it has read, and nothing when there was nothing', () => {
    last().greet(4);
    last().say({ type: 'update', seq: 7, resume: 'ledger.7' });
    vi.advanceTimersByTime(1_000);
    expect(last().sent).toEqual(['{"type":"ack","seq":7}']);
    vi.advanceTimersByTime(10_000);
    expect(last().sent).toHaveLength(1);
  });

  it('starts with short waits again after it was live', () => {
    for (let failure = 0; failure < 6; failure += 1) {
      last().drop();
      vi.advanceTimersByTime(30_000);
    }
    last().greet();
    last().drop();
    const status = statuses.at(-1);
    expect(status?.state === 'waiting' && status.at - Date.now()).toBeLessThanOrEqual(1_000);
  });
});

describe('a live connection in trouble', () => {
  it('notices a socket that died in silence', () => {
    last().greet();
    vi.advanceTimersByTime(20_000);
    expect(last().sent.at(-1)).toBe('ping');
    vi.advanceTimersByTime(20_000);
    expect(state()).toBe('waiting');
  });

  it('keeps a quiet socket that answers its pings', () => {
    const socket = last();
    socket.greet();
    for (let round = 0; round < 10; round += 1) {
      vi.advanceTimersByTime(20_000);
      socket.say('pong');
    }
    expect(FaultySocket.opened).toHaveLength(1);
    expect(state()).toBe('live');
  });

  it('says offline without a network and returns with it', () => {
    last().greet();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    expect(state()).toBe('offline');
    vi.advanceTimersByTime(120_000);
    expect(FaultySocket.opened).toHaveLength(1);
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    expect(state()).toBe('connecting');
  });

  it('tries at once when asked, and only once', () => {
    last().drop();
    connection.retryNow();
    connection.retryNow();
    expect(FaultySocket.opened).toHaveLength(2);
  });

  it('hears nothing from a socket it has given up', () => {
    const old = last();
    old.drop();
    connection.retryNow();
    old.greet();
    expect(frames).toHaveLength(0);
    expect(state()).toBe('connecting');
  });

  it('stays closed', () => {
    connection.close();
    last().drop();
    vi.advanceTimersByTime(120_000);
    expect(FaultySocket.opened).toHaveLength(1);
  });
});
