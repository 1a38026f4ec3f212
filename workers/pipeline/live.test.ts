/** Live sockets on the real object: what a client that comes and goes at random has been told adds up to what was counted. */
import { evictDurableObject } from 'cloudflare:test';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import type { LiveFrame, LiveUpdate } from '#core/live/protocol.ts';
import { eventually } from '#test/eventually.ts';
import { row } from './testing/click.ts';
import { ledgerName, liveClick, newLedger, watch } from './testing/live-client.ts';

const LINKS = ['link_a', 'link_b', 'link_c'];

/** What a client knows after its frames: events seen, events told of by number, and whether it was told of a gap. */
interface Known {
  seen: string[];
  told: number;
  gaps: number;
  seq: number;
}

function read(known: Known, frames: readonly LiveFrame[], isFirst: boolean): void {
  for (const [index, frame] of frames.entries()) {
    if (frame.type === 'error') throw new Error(frame.message);
    if (frame.type === 'gap') known.gaps += 1;
    else {
      // Every frame goes on where the one before ended: nothing between them.
      if (frame.type === 'update') expect(frame.from).toBe(known.seq);
      if (frame.type === 'hello' && !(isFirst && index === 0)) expect(frame.resumed).toBe(true);
      known.seen.push(...frame.events.map(({ id }) => id));
      known.told += frame.events.length + frame.omitted;
      expect(frame.events.length * frame.standsFor).toBeCloseTo(
        frame.events.length && frame.events.length + frame.omitted,
        0,
      );
    }
    known.seq = frame.seq;
  }
}

type Step = { kind: 'count'; links: string[]; others: number } | { kind: 'drop' } | { kind: 'evict' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('count' as const),
        links: fc.array(fc.constantFrom(...LINKS), { minLength: 1, maxLength: 30 }),
        others: fc.nat(5),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'drop' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'evict' as const }) },
  ),
  { minLength: 3, maxLength: 12 },
);

describe('a client that comes and goes', () => {
  it.each([
    ['the workspace', '', LINKS],
    ['two links', 'links=link_a,link_b', ['link_a', 'link_b']],
  ])(
    'of %s is told of every event once, or of the gap',
    async (_what, query, within) => {
      await fc.assert(
        fc.asyncProperty(steps, async (plan: Step[]) => {
          const ledger = newLedger();
          const known: Known = { seen: [], told: 0, gaps: 0, seq: 0 };
          const counted: string[] = [];
          // It stays, through every eviction: what gathers for it must not be told to those who come meanwhile.
          const steady = await watch(ledger, query);
          let client = await watch(ledger, query);
          let isFirst = true;
          const leave = async (): Promise<void> => {
            const { resume } = client.last();
            client.socket.close(1000);
            // What came after the last frame that was read is lost with the connection.
            read(known, client.frames, isFirst);
            isFirst = false;
            client = { ...client, frames: [] };
            known.seq = -1;
            await count(2, []);
            client = await watch(ledger, `${query}&resume=${encodeURIComponent(resume)}`);
          };
          const count = async (others: number, links: string[]): Promise<void> => {
            const rows = links.map((linkId) => liveClick({ link_id: linkId }));
            counted.push(...rows.filter(({ link_id: id }) => within.includes(id)).map(({ event_id: id }) => id));
            await ledger.append([...rows, ...Array.from({ length: others }, () => row({ workspaceId: 'ws_other' }))]);
          };
          for (const step of plan) {
            if (step.kind === 'count') await count(step.others, step.links);
            else if (step.kind === 'drop') await leave();
            else {
              // It may sleep by itself.
              await ledger.status();
              await evictDurableObject(ledger);
            }
          }
          await leave();
          await eventually(() => expect(client.frames.length).toBeGreaterThan(0));
          read(known, client.frames, false);
          client.socket.close(1000);
          const stayed: Known = { seen: [], told: 0, gaps: 0, seq: 0 };
          const all = [...counted];
          // A frame lost with the object's memory is told again with the next click, or when the drain wakes the object.
          await count(0, [within[0] as string]);
          await eventually(() => {
            Object.assign(stayed, { seen: [], told: 0, gaps: 0, seq: 0 });
            read(stayed, steady.frames, true);
            expect(stayed.told).toBe(counted.length);
          });
          steady.socket.close(1000);
          for (const [{ seen, told, gaps }, events] of [
            [known, all],
            [stayed, counted],
          ] as const) {
            expect(new Set(seen).size).toBe(seen.length);
            expect(events).toEqual(expect.arrayContaining(seen));
            // Nothing here is so much or so old that it could not be told.
            expect([gaps, told]).toEqual([0, events.length]);
          }
        }),
        // As many as there is time for: each is a life of a real object.
        { numRuns: 20, interruptAfterTimeLimit: 4_000, endOnFailure: true },
      );
    },
    120_000,
  );
});

describe('a client with a place that is no good', () => {
  it('is told of a gap when its place is too old, of another stay, or nobody’s; and goes on from there', async () => {
    const ledger = newLedger();
    await ledger.append([liveClick(), liveClick()]);
    for (const [resume, reason] of [
      ['nonsense', 'unknown'],
      ['live-test-99.1.0', 'moved'],
      [`${ledgerName()}.zz.0`, 'unknown'],
      // It claims to have seen one event more than there were up to there: what is missing does not add up.
      [`${ledgerName()}.1.1`, 'too_old'],
    ]) {
      const client = await watch(ledger, `resume=${resume}`);
      expect(client.frames[0]).toMatchObject({ type: 'gap', reason });
      const clicks = client.last().totals.clicks;
      await ledger.append([liveClick()]);
      await eventually(() => expect(client.last()).toMatchObject({ type: 'update', totals: { clicks: clicks + 1 } }));
      client.socket.close(1000);
    }
  });
});

describe('what a socket watches', () => {
  it('is a workspace or some links, and can be changed while it is open', async () => {
    const ledger = newLedger();
    await ledger.append([liveClick({ link_id: 'link_a' }), liveClick({ link_id: 'link_b', class: 'bot' })]);
    const client = await watch(ledger, 'links=link_b');
    expect(client.frames[0]).toMatchObject({
      type: 'hello',
      resumed: false,
      scope: { links: ['link_b'], feed: true },
      totals: { hits: 2, clicks: 1 },
      links: { link_b: { hits: 1, clicks: 0 } },
    });
    await ledger.append([liveClick({ link_id: 'link_a' })]);
    await ledger.append([liveClick({ link_id: 'link_b' })]);
    await eventually(() => expect(client.last()).toMatchObject({ type: 'update', totals: { clicks: 3 } }));
    expect(
      client.frames.flatMap((frame) => (frame.type === 'update' ? frame.events.map((event) => event.linkId) : [])),
    ).toEqual(['link_b']);
    client.send({ type: 'subscribe', links: null, feed: false, resume: client.last().resume });
    await eventually(() =>
      expect(client.last()).toMatchObject({ type: 'hello', resumed: true, scope: { links: null, feed: false } }),
    );
    await ledger.append([liveClick({ link_id: 'link_c' })]);
    await eventually(() =>
      expect(client.last()).toMatchObject({ type: 'update', events: [], omitted: 1, links: { link_c: { clicks: 1 } } }),
    );
  });

  it('never includes links in folders closed to the watcher: not in the feed, not in numbers, not by name', async () => {
    const ledger = newLedger();
    const secret = liveClick({ link_id: 'link_secret' });
    await ledger.append([secret, liveClick()]);
    const client = await watch(ledger, 'links=link_a,link_secret', true, 'link_secret');
    const wide = await watch(ledger, '', true, 'link_secret');
    await ledger.append([liveClick({ link_id: 'link_secret' }), liveClick()]);
    for (const watcher of [client, wide]) {
      const { frames } = watcher;
      await eventually(() => expect(watcher.last()).toMatchObject({ type: 'update', totals: { clicks: 2 } }));
      expect(frames.filter((frame) => frame.type === 'update').flatMap((frame) => frame.events).length).toBe(1);
      for (const frame of frames) expect(JSON.stringify({ ...frame, scope: null })).not.toContain('link_secret');
      expect(watcher.last().active.visitors).toBeGreaterThan(0);
    }
  });

  it('is refused with a sentence when it cannot be read, and a client that goes on is shown out', async () => {
    const ledger = newLedger();
    const client = await watch(ledger);
    const refused = async (frame: unknown): Promise<string> => {
      const before = client.frames.length;
      client.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      await eventually(() => expect(client.frames.length).toBeGreaterThan(before));
      const answer = client.frames.at(-1);
      return answer?.type === 'error' ? answer.message : JSON.stringify(answer);
    };
    expect(await refused('{')).toBe('A frame is one JSON object.');
    expect(await refused({ type: 'sing' })).toBe('type: must be "subscribe" or "ack", got "sing"');
    expect(await refused({ type: 'subscribe', links: [] })).toMatch(/^links: must name 1 to 30 links/);
    expect(await refused({ type: 'subscribe', links: ['a b'] })).toMatch(/^links: must be ids of links, got "a b"/);
    expect(await refused({ type: 'subscribe', feed: 3 })).toMatch(/^feed: must be true or false/);
    expect(await refused({ type: 'ack', seq: 'x' })).toMatch(/^seq: must be the seq of a frame/);
    expect(await refused('x'.repeat(5_000))).toMatch(/at most 4096 characters/);
    for (let wrong = 0; wrong < 4; wrong++) client.socket.send('{');
    await eventually(() => expect(client.closed).toEqual([1008]));
    expect(
      (
        await ledger.fetch('http://ledger/live?feed=maybe', {
          headers: { upgrade: 'websocket', [LIVE_WORKSPACE_HEADER]: 'ws_live' },
        })
      ).status,
    ).toBe(400);
  });
});

describe('the numbers of the last hour', () => {
  it('are there after an eviction: minutes exactly, visitors as far back as five minutes', async () => {
    const ledger = newLedger();
    const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
    await ledger.append([
      ...[0, 0, 1, 3, 3, 40].map((minutes, visitor) =>
        row({ workspaceId: 'ws_live', ts: minutesAgo(minutes), visitor: `000000000000000${visitor + 1}` }),
      ),
      row({ workspaceId: 'ws_live', ts: minutesAgo(3), ua: 'Googlebot' }),
      row({ workspaceId: 'ws_live', ts: minutesAgo(200) }),
    ]);
    const check = async (): Promise<void> => {
      const { minutes, active, totals } = (await watch(ledger)).last();
      expect(totals).toMatchObject({ hits: 8, clicks: 7 });
      expect(minutes).toHaveLength(60);
      expect(minutes.reduce((sum, minute) => sum + minute.clicks, 0)).toBe(6);
      expect(minutes.reduce((sum, minute) => sum + minute.hits, 0)).toBe(7);
      expect(active).toMatchObject({ visitors: 5, exact: true });
      expect(active.falls.at(-1)?.[1]).toBe(0);
    };
    await check();
    await evictDurableObject(ledger);
    await check();
  });
});

/** Far more than fill a window. */
const MAX_ROUNDS = 100;

describe('a client that does not read', () => {
  it('is sent no more than its window, and told how much it has not seen when it reads again', async () => {
    const ledger = newLedger();
    const slow = await watch(ledger, '', false);
    const quick = await watch(ledger);
    let counted = 0;
    // A frame of its own for each append, until the one that reads has seen what the other was not sent.
    for (let round = 0, behind = 0; round < MAX_ROUNDS && behind < 3; round++) {
      await ledger.append(Array.from({ length: 30 }, (_, n) => liveClick({ link_id: `link_${n}` })));
      counted += 30;
      await eventually(() => expect(quick.last().totals.clicks).toBe(counted));
      behind = slow.last().totals.clicks < counted ? behind + 1 : 0;
    }
    const bytes = slow.frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0);
    expect(bytes).toBeLessThan(64_000 + 20_000);
    await eventually(() => expect(quick.last().totals.clicks).toBe(counted));
    expect(slow.last().totals.clicks).toBeLessThan(counted);
    const before = slow.frames.reduce(
      (sum, frame) => sum + ('events' in frame ? frame.events.length + frame.omitted : 0),
      0,
    );
    // It reads at last: one frame brings it up to date, and says how much of the feed it has not seen.
    slow.send({ type: 'ack', seq: slow.last().seq });
    await eventually(() => expect(slow.last().totals.clicks).toBe(counted));
    const { omitted, linksComplete } = slow.last() as LiveUpdate;
    expect([before + omitted, linksComplete]).toEqual([counted, false]);
  }, 60_000);
});
