import { describe, expect, it } from 'vitest';
import { breakerState } from '#core/ledger/breaker.ts';
import { MAX_BATCH_EVENTS, MAX_HOLD_MS, MIN_BATCH_EVENTS, TOKEN_TRUST_MS } from '#core/ledger/limits.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { row } from '../testing/click.ts';
import { drainUntilIdle, inRoom } from '../testing/ledger-room.ts';
import { realStore } from '../testing/real-store.ts';
import { StoreModel } from '../testing/store-model.ts';
import { everywhere, storedIn } from '../testing/stored-counts.ts';
import { drainOnce } from './drain.ts';
import { takeHold } from './hold.ts';

describe('on the real ClickHouse', () => {
  it('stores each event once in raw and in every rollup', async () => {
    const { sink, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      room.book.commit(
        [Array.from({ length: 250 }, () => row()), Array.from({ length: 50 }, () => row({ ua: 'curl/8' }))],
        room.time,
      );
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(300));
    });
  });

  it('keeps every column as it was enriched', async () => {
    const { config, sink } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      const tricky = row({
        url: 'https://acme.test/?a="b"\\&utm_source=O\'Hara\nä😀',
        visitor: 'fffffffffffffffe',
        referer: 'https://www.google.de/',
      });
      room.book.commit([[tricky]], room.time);
      await drainUntilIdle(room);
      const { batch, ...back } = await storedIn.row(config);
      // 64-bit numbers come back as text.
      const amounts = { sale_amount: '0', sale_original: '0' };
      expect(back).toEqual({ ...tricky, ...amounts, received_at: back['received_at'] });
      expect(batch).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  it('grows its outbox while ClickHouse is away, keeps totals right, and catches up exactly', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      store.fate = 'lost';
      for (let minute = 0; minute < 10; minute++) {
        room.book.commit([Array.from({ length: 40 }, () => row())], room.time);
        await drainOnce(room);
        room.time += 60_000;
      }
      expect(room.book.waiting.events).toBe(400);
      expect(room.book.totals('ws_test', ['link_test']).links[0]).toMatchObject({ hits: 400, clicks: 400 });
      expect(await stored()).toEqual(everywhere(0));
      store.fate = 'stored';
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(400));
      expect(breakerState(room.book.position.breaker, room.time)).toBe('closed');
    });
  });
});

describe('a batch', () => {
  it('is the same bytes under the same token until it is stored, whatever arrives meanwhile', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      store.fate = 'lost';
      for (let attempt = 0; attempt < 5; attempt++) {
        room.book.commit([[row(), row()]], room.time);
        await drainOnce(room);
        room.evict();
        room.time += 60_000;
      }
      expect(store.sends).toHaveLength(5);
      expect(new Set(store.sends.map((send) => JSON.stringify(send))).size).toBe(1);
      expect(store.sends[0]?.n).toBe(2);
    });
  });

  it('is never sent while the breaker is open, and is the probe when it is half-open', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row()]], room.time);
      store.fate = 'lost';
      for (let failure = 0; failure < 3; failure++) {
        expect(await drainOnce(room)).toBe('failed');
        room.time += 500;
      }
      expect(breakerState(room.book.position.breaker, room.time)).toBe('open');
      expect(await drainOnce(room)).toBe('paused');
      room.evict();
      expect(await drainOnce(room)).toBe('paused');
      expect(store.sends).toHaveLength(3);
      room.time += 2_000;
      expect(breakerState(room.book.position.breaker, room.time)).toBe('half-open');
      store.fate = 'stored';
      expect(await drainOnce(room)).toBe('stored');
    });
  });

  it('takes whole entries up to its limits, so a backlog leaves in few large inserts', async () => {
    const store = new StoreModel();
    await inRoom(
      store,
      async (room) => {
        for (let commit = 0; commit < 10; commit++)
          room.book.commit([Array.from({ length: 30 }, () => row())], room.time);
        await drainUntilIdle(room);
        expect(store.sends.map((send) => send.n)).toEqual([90, 90, 90, 30]);
      },
      { batchEvents: 100 },
    );
  });
});

describe('a batch in trouble', () => {
  it('is fixed once recorded, and only the next ones are smaller while the store is in trouble', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      for (let commit = 0; commit < 400; commit++)
        room.book.commit([Array.from({ length: 30 }, () => row())], room.time);
      store.fate = 'lost';
      for (let failure = 0; failure < 3; failure++) {
        await drainOnce(room);
        room.time += 60_000;
      }
      store.fate = 'stored';
      await drainUntilIdle(room);
      const sizes = store.sends.map((send) => send.n);
      expect(new Set(sizes.slice(0, 4))).toEqual(new Set([9_990]));
      expect(sizes.slice(4)).toEqual([2_010]);
      expect(room.pace.batchEvents).toBe(MAX_BATCH_EVENTS / 2);
    });
  });

  it('gets smaller with each failure, never below its bound, and larger again with each success', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row()]], room.time);
      store.fate = 'lost';
      for (let failure = 0; failure < 10; failure++) {
        await drainOnce(room);
        room.time += 60_000;
      }
      expect(room.pace.batchEvents).toBe(MIN_BATCH_EVENTS);
      for (let commit = 0; commit < 300; commit++)
        room.book.commit([Array.from({ length: 30 }, () => row())], room.time);
      store.fate = 'stored';
      await drainUntilIdle(room);
      expect(store.sends.slice(11).map((send) => send.n)).toEqual([1_980, 3_990, 3_030]);
    });
  });
});

describe('a batch, when the clock is set back,', () => {
  it('is asked for before it is sent again', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row()]], room.time);
      store.fate = 'silent';
      await drainOnce(room);
      store.forgetTokens();
      store.fate = 'stored';
      room.time -= 86_400_000;
      await drainUntilIdle(room);
      expect(store.lookUps).toBe(1);
      expect(store.eventIds).toHaveLength(1);
    });
  });

  it('is asked for each time once it went under another token, however young the clock says it is', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row()]], room.time);
      store.fate = 'lost';
      await drainOnce(room);
      store.fate = 'silent';
      room.time += TOKEN_TRUST_MS + 1;
      await drainOnce(room);
      room.evict();
      store.fate = 'stored';
      room.time -= TOKEN_TRUST_MS;
      await drainUntilIdle(room);
      expect(store.eventIds).toHaveLength(1);
    });
  });

  it('waits for a hold no longer than a hold may last', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row()]], room.time);
      expect(takeHold(room.sql, 'repair', MAX_HOLD_MS, room.time)).toBe(true);
      room.time -= 86_400_000;
      expect(await drainOnce(room)).toBe('paused');
      room.time += MAX_HOLD_MS - 1;
      expect(await drainOnce(room)).toBe('paused');
      room.time += 1;
      expect(await drainOnce(room)).toBe('stored');
    });
  });
});
