import { describe, expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { TOKEN_TRUST_MS } from '#core/ledger/limits.ts';
import { hourSpan, repairSpan } from '#core/rollup/repair.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { row } from '../testing/click.ts';
import { drainUntilIdle, inRoom } from '../testing/ledger-room.ts';
import { realStore } from '../testing/real-store.ts';
import { StoreModel } from '../testing/store-model.ts';
import { everywhere } from '../testing/stored-counts.ts';
import { dirtyHours } from './dirty-hours.ts';
import { drainOnce } from './drain.ts';

describe('after an insert whose outcome is not known', () => {
  it('counts once when the answer to an insert was lost', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      room.book.commit([Array.from({ length: 100 }, () => row())], room.time);
      store.fate = 'silent';
      expect(await drainOnce(room)).toBe('failed');
      room.evict();
      room.book.commit([Array.from({ length: 20 }, () => row())], room.time);
      store.fate = 'stored';
      room.time += 1_000;
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(120));
      expect(room.book.waiting).toEqual({ events: 0, bytes: 0 });
    });
  });

  it('counts once when the batch spans two months, and so two partitions', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      const [lastMonth, thisMonth] = [Date.UTC(2026, 9, 31, 23, 59), Date.UTC(2026, 10, 1)];
      const rows = [lastMonth, thisMonth].flatMap((ts) => Array.from({ length: 25 }, () => row({ ts })));
      room.book.commit([rows], room.time);
      store.fate = 'silent';
      expect(await drainOnce(room)).toBe('failed');
      store.fate = 'stored';
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(50));
    });
  });

  it('asks before it sends a batch again whose token may be forgotten, and marks its hours for the repair', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      const [first, second] = [row({ workspaceId: "ws_o'hara" }), row()];
      room.book.commit([[first, second]], room.time);
      store.fate = 'silent';
      expect(await drainOnce(room)).toBe('failed');
      let sends = 0;
      room.sink = { ...sink, store: async () => void (sends += 1) };
      room.time += TOKEN_TRUST_MS + 1;
      expect(await drainOnce(room)).toBe('stored');
      expect(sends).toBe(0);
      expect(await stored()).toEqual(everywhere(2));
      expect(
        dirtyHours(room.sql, '9999')
          .map((hour) => hour.workspaceId)
          .toSorted(),
      ).toEqual(["ws_o'hara", 'ws_test']);
    });
  });

  it('sends an old batch again when ClickHouse has none of it', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      room.book.commit([[row()]], room.time);
      store.fate = 'lost';
      expect(await drainOnce(room)).toBe('failed');
      store.fate = 'stored';
      room.time += TOKEN_TRUST_MS + 1;
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(1));
    });
  });
});

describe('a batch that is sent again', () => {
  it('marks its hours for the repair even when the store takes it at once: a view may have died with the first send', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      room.book.commit([[row({ workspaceId: 'ws_a' }), row()]], room.time);
      store.fate = 'silent';
      expect(await drainOnce(room)).toBe('failed');
      expect(dirtyHours(room.sql, '9999')).toEqual([]);
      store.fate = 'stored';
      room.time += 1_000;
      expect(await drainOnce(room)).toBe('stored');
      expect(await stored()).toEqual(everywhere(2));
      const marked = dirtyHours(room.sql, '9999').map((hour) => hour.workspaceId);
      expect(marked.toSorted()).toEqual(['ws_a', 'ws_test']);
    });
  });

  it('goes under another token when raw has none of what the store says it has', async () => {
    const store = new StoreModel();
    await inRoom(store, async (room) => {
      room.book.commit([[row(), row()]], room.time);
      store.fate = 'swallowed';
      expect(await drainOnce(room)).toBe('failed');
      room.evict();
      store.fate = 'stored';
      room.time += 1_000;
      expect(await drainOnce(room)).toBe('stored');
      expect(store.sends.map(({ resend }) => resend)).toEqual([undefined, undefined, 2]);
      expect(store.eventIds).toHaveLength(2);
    });
  });
});

describe('an old token is not believed', () => {
  it('when ClickHouse remembers it for other rows: what is missing is stored all the same', async () => {
    const { sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      room.book.commit([Array.from({ length: 20 }, () => row())], room.time);
      store.fate = 'lost';
      expect(await drainOnce(room)).toBe('failed');
      store.fate = 'stored';
      const { token = '' } = room.book.position.batch ?? {};
      const foreign = [row(), row()];
      await sink.store({ token, layout: ROW_LAYOUT, n: 2, lines: foreign.map(writeRow).join('') });
      room.time += TOKEN_TRUST_MS + 1;
      await drainUntilIdle(room);
      expect(await stored()).toEqual(everywhere(22));
    });
  });

  it('when a part of the batch is in: the rest comes under another token, and the repair takes out what came twice', async () => {
    const { config, sink, store, stored } = realStore(await freshDatabase());
    await inRoom(sink, async (room) => {
      const sent = Array.from({ length: 20 }, () => row({ ts: room.time - 7_200_000 }));
      room.book.commit([sent], room.time);
      store.fate = 'lost';
      expect(await drainOnce(room)).toBe('failed');
      store.fate = 'stored';
      const { token = '' } = room.book.position.batch ?? {};
      await sink.store({ token, layout: ROW_LAYOUT, n: 5, lines: sent.slice(0, 5).map(writeRow).join('') });
      room.time += TOKEN_TRUST_MS + 1;
      await drainUntilIdle(room);
      expect(await stored()).toMatchObject({ distinct: 20, eventsPerHour: 25, dimensionsPerDay: 25 });
      const [dirty] = dirtyHours(room.sql, '9999');
      if (!dirty) throw new Error('no hour was marked');
      await repairSpan(clickHouseRollups(config), hourSpan(dirty.workspaceId, dirty.hour), '1', () => true);
      const { raw: _, ...rest } = await stored();
      expect(rest).toMatchObject({
        distinct: 20,
        eventsPerHour: 20,
        eventsPerDay: 20,
        dimensionsPerHour: 20,
        dimensionsPerDay: 20,
      });
    });
  });
});

describe('after a view failed in the middle of an insert', () => {
  it.each(['events_per_hour_v1', 'events_per_day_v1', 'dimensions_per_hour_v1', 'dimensions_per_day_v1'])(
    'the same batch completes %s and repeats nothing elsewhere',
    async (table) => {
      const { config, sink, stored } = realStore(await freshDatabase());
      const run = (query: string) => runStatement(config, { query, settings: {}, timeoutMs: 10_000 });
      await inRoom(sink, async (room) => {
        room.book.commit([Array.from({ length: 50 }, () => row())], room.time);
        await run(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK throwIf(events > 0) = 0`);
        expect(await drainOnce(room)).toBe('failed');
        expect(await stored()).not.toEqual(everywhere(50));
        await run(`ALTER TABLE ${table} DROP CONSTRAINT broken`);
        room.time += 1_000;
        await drainUntilIdle(room);
        expect(await stored()).toEqual(everywhere(50));
      });
    },
  );
});
