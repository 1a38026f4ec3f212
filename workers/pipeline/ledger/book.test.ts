import { describe, expect, it } from 'vitest';
import type { EventRow } from '#core/event/row.ts';
import { DEDUPE_WINDOW_MS } from '#core/ledger/contract.ts';
import { MAX_AHEAD_MS, MAX_CLOCK_STEP_MS } from '#core/ledger/limits.ts';
import { row } from '../testing/click.ts';
import { drainUntilIdle, inRoom, type Room } from '../testing/ledger-room.ts';
import { StoreModel } from '../testing/store-model.ts';
import { drainOnce } from './drain.ts';
import { withoutStored } from './old-events.ts';

/** Small enough that a few dozen events pass every bound several times. */
const TINY = {
  checkpointEvents: 7,
  checkpointEntries: 3,
  freezeIds: 5,
  freezeEntries: 4,
  idsPerPart: 2,
  filterBytes: 16,
  idsHeld: 1_000,
  batchEvents: 6,
  batchBytes: 4_000,
};

describe('dedupe', () => {
  it('meets an id again in memory, on disk, and after an eviction', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        const rows = Array.from({ length: 40 }, () => row());
        for (const each of rows) {
          room.book.commit([[each]], room.time);
          room.book.tidy(room.time);
        }
        expect(room.sql.all('SELECT count(*) AS runs FROM id_runs')[0]?.['runs']).toBeGreaterThan(3);
        room.evict();
        expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 0, duplicates: 40 }]);
      },
      TINY,
    );
  });
});

describe('forgetting ids', () => {
  it('forgets ids only after the window', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        const rows = Array.from({ length: 10 }, () => row());
        await countAndStore(room, rows);
        hours(DEDUPE_WINDOW_MS - 1, (ms) => room.book.tidy(room.time + ms));
        expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 0, duplicates: 10 }]);
        room.book.tidy(room.time + DEDUPE_WINDOW_MS + 1);
        expect(room.book.figures.idsHeld).toBe(0);
        expect(room.sql.all('SELECT count(*) AS parts FROM id_parts')[0]?.['parts']).toBe(0);
      },
      TINY,
    );
  });

  it('forgets nothing because a clock leapt ahead, before or after an eviction', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        const rows = Array.from({ length: 10 }, () => row());
        const nextWeek = room.time + 7 * 86_400_000;
        await countAndStore(room, rows);
        for (let look = 0; look < 20; look++) room.book.tidy(nextWeek);
        room.evict();
        for (let look = 0; look < 20; look++) room.book.tidy(nextWeek);
        expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 0, duplicates: 10 }]);
        // Idle for a week is the same picture; looked at once a minute, the ids are gone within the hour.
        for (let look = 0; look < 50; look++) room.book.tidy(nextWeek);
        expect(room.book.figures.idsHeld).toBe(0);
      },
      TINY,
    );
  });

  it('keeps what came after a long silence for the whole window, though its own clock is still catching up', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        await countAndStore(
          room,
          Array.from({ length: 10 }, () => row()),
        );
        room.time += 30 * 86_400_000;
        room.evict();
        const rows = Array.from({ length: 10 }, () => row({ ts: room.time }));
        await countAndStore(room, rows);
        for (let look = 0; look < 31 * 24; look++) {
          room.evict();
          room.book.tidy(room.time);
        }
        expect(room.book.figures.idsHeld).toBe(10);
        hours(DEDUPE_WINDOW_MS - 1, (ms) => room.book.tidy(room.time + ms));
        expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 0, duplicates: 10 }]);
      },
      TINY,
    );
  });
});

describe('a ledger with more ids than it may hold', () => {
  const FULL = { ...TINY, idsHeld: 10 };

  it('forgets the oldest, says so, and asks raw about events as old as they are', async () => {
    const store = new StoreModel();
    await inRoom(
      store,
      async (room) => {
        const rows = Array.from({ length: 30 }, () => row({ ts: room.time }));
        for (let at = 0; at < rows.length; at += 5) await countAndStore(room, rows.slice(at, at + 5));
        expect(room.book.figures.idsHeld).toBe(10);
        expect(room.book.rememberedFrom(room.time)).toBeGreaterThan(room.time);
        room.evict();
        expect(room.book.rememberedFrom(room.time)).toBeGreaterThan(room.time);
        expect(room.book.withoutHeld(rows)).toHaveLength(20);
        expect(await withoutStored(rows, room)).toEqual([]);
        const fresh = row({ ts: room.time });
        expect(await withoutStored([...rows, fresh], room)).toEqual([fresh]);
      },
      FULL,
    );
  });

  it('asks nothing about an event younger than what it forgot', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        await countAndStore(
          room,
          Array.from({ length: 30 }, () => row({ ts: room.time })),
        );
        const later = row({ ts: room.time + 2 * MAX_AHEAD_MS });
        room.sink.knownIds = () => Promise.reject(new Error('the store is away'));
        expect(await withoutStored([later], room)).toEqual([later]);
        await expect(withoutStored([row({ ts: room.time })], room)).rejects.toThrow('away');
      },
      FULL,
    );
  });

  it('forgets none whose event still waits, however many there are and however long it takes', async () => {
    const store = new StoreModel();
    await inRoom(
      store,
      async (room) => {
        const rows = Array.from({ length: 32 }, () => row());
        for (const each of rows) {
          room.book.commit([[each]], room.time);
          room.book.tidy(room.time);
        }
        hours(2 * DEDUPE_WINDOW_MS, (ms) => room.book.tidy(room.time + ms));
        expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 0, duplicates: 32 }]);
        await drainUntilIdle(room);
        room.book.tidy(room.time);
        expect(room.book.figures.idsHeld).toBe(0);
      },
      FULL,
    );
  });
});

describe('memory', () => {
  it('says when it is overdue, and is not once tidied', async () => {
    await inRoom(
      new StoreModel(),
      async (room) => {
        const commit = () => room.book.commit([[row()]], room.time);
        while (!room.book.overdue && room.book.figures.accepted < 100) commit();
        expect(room.book.figures.accepted).toBe(2 * Math.min(TINY.checkpointEntries, TINY.freezeEntries));
        room.book.tidy(room.time);
        expect(room.book.overdue).toBe(false);
      },
      TINY,
    );
  });
});

describe('what is written', () => {
  it('stays within 50 rows per 1 000 events under load, everything included', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      const events = 60_000;
      const perCommit = 250;
      for (let done = 0; done < events; done += perCommit) {
        const rows = Array.from({ length: perCommit }, (_, index) => row({ linkId: `link_${(done + index) % 3_000}` }));
        room.book.commit([rows], room.time);
        if (done % 10_000 === 0) await drainOnce(room);
        room.book.tidy(room.time);
      }
      await drainUntilIdle(room);
      const perThousand = (room.sql.rowsWritten() / events) * 1_000;
      console.info(`ledger rows written per 1 000 events: ${perThousand.toFixed(1)}`);
      expect(perThousand).toBeLessThan(50);
    });
  }, 60_000);

  it('cuts a large commit into entries that the store can hold', async () => {
    await inRoom(new StoreModel(), async (room) => {
      const long = 'x'.repeat(4_000);
      const rows = Array.from({ length: 900 }, () => row({ url: `https://acme.test/${long}` }));
      expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 900, duplicates: 0 }]);
      const sizes = room.sql.all<{ bytes: number }>('SELECT length(rows) AS bytes FROM log');
      expect(sizes.length).toBeGreaterThan(3);
      expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1_000_000);
    });
  });

  it('leaves no trace of a commit that the disk refused', async () => {
    await inRoom(new StoreModel(), async (room) => {
      const rows = [row(), row()];
      room.sql.all("CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk full'); END");
      expect(() => room.book.commit([rows], room.time)).toThrow('disk full');
      room.sql.all('DROP TRIGGER full');
      expect(room.book.figures.accepted).toBe(0);
      expect(room.book.commit([rows], room.time).results).toEqual([{ accepted: 2, duplicates: 0 }]);
    });
  });

  it('refuses to open a database written by newer code', async () => {
    await inRoom(new StoreModel(), async (room) => {
      room.sql.all(`UPDATE meta SET value = '{"version":99}' WHERE key = 'schema'`);
      expect(() => room.evict()).toThrow('newer');
    });
  });
});

/** The rows are in the store, and their ids as cold as they get. */
async function countAndStore(room: Room, rows: EventRow[]): Promise<void> {
  room.book.commit([rows], room.time);
  await drainUntilIdle(room);
  room.book.tidy(room.time);
}

/** Every hour up to and including `ms`. */
function hours(ms: number, look: (ms: number) => void): void {
  for (let at = MAX_CLOCK_STEP_MS; at < ms; at += MAX_CLOCK_STEP_MS) look(at);
  look(ms);
}
