/** How many ids a ledger can hold, by what they really take on the disk of a Durable Object. */
import { expect, it } from 'vitest';
import { ID_WORDS } from '#core/ledger/dedupe/packed-id.ts';
import { DEDUPE_WINDOW_MS } from '#core/ledger/contract.ts';
import { COUNTER_PAGES, FREEZE_IDS, MAX_IDS_HELD, MAX_OUTBOX_BYTES } from '#core/ledger/limits.ts';
import { row } from '../testing/click.ts';
import { inRoom, type Room } from '../testing/ledger-room.ts';
import { StoreModel } from '../testing/store-model.ts';
import { BOOK_LIMITS } from './book-limits.ts';
import { SeenIds } from './seen-ids.ts';

/** Cloudflare: 10 GB per SQLite object. */
const OBJECT_BYTES = 10_000_000_000;
/** SQLite in a Durable Object: 2 MB per value. */
const MAX_VALUE_BYTES = 2_000_000;
/** Left for days, letters, and what SQLite has freed and not used again yet. */
const SPARE_BYTES = 500_000_000;
const RUNS = 32;
const MAX_RANDOM_WORDS = 16_384;

it('holds the stated number of ids beside a full outbox and full counters', async () => {
  await inRoom(new StoreModel(), async (room) => {
    const seen = new SeenIds(room.sql, BOOK_LIMITS);
    const samples: Uint32Array[] = [];
    const before = room.state.storage.sql.databaseSize;
    for (let run = 1; run <= RUNS; run++) {
      const ids = randomIds(FREEZE_IDS);
      samples.push(ids.subarray(0, ID_WORDS));
      seen.remember(ids, room.time);
      room.sql.transaction(() => seen.writeRun(run, run, room.time))();
    }
    const idBytes = (room.state.storage.sql.databaseSize - before) / (RUNS * FREEZE_IDS);
    const outboxFactor = diskBytesPerOutboxByte(room);
    console.info(`ledger: ${idBytes.toFixed(2)} bytes of disk per id, ${outboxFactor.toFixed(2)} per byte of outbox`);

    expect(seen.heldCount).toBe(RUNS * FREEZE_IDS);
    expect(samples.every((id) => seen.has(id, 0))).toBe(true);
    expect(new SeenIds(room.sql, BOOK_LIMITS).has(randomIds(1), 0)).toBe(false);

    const ids = MAX_IDS_HELD * idBytes;
    const outbox = MAX_OUTBOX_BYTES * outboxFactor;
    const counters = COUNTER_PAGES * MAX_VALUE_BYTES;
    expect(ids + outbox + counters + SPARE_BYTES).toBeLessThan(OBJECT_BYTES);
    // What docs/proof.md says.
    expect(MAX_IDS_HELD / (DEDUPE_WINDOW_MS / 1_000)).toBeGreaterThan(ID_RATE_STATED);
  });
}, 120_000);

/** Events per second that one ledger can count for ever and remember for the whole window. */
const ID_RATE_STATED = 700;

/** The log holds ids and tallies beside the rows whose bytes the outbox is bounded by. A link of its own for each event is the most. */
function diskBytesPerOutboxByte({ sql, book, state, time }: Room): number {
  const before = state.storage.sql.databaseSize;
  for (let commit = 0; commit < 40; commit++)
    book.commit([Array.from({ length: 500 }, (_, index) => row({ linkId: `link_${commit}_${index}` }))], time);
  const [sum] = sql.all<{ bytes: number }>('SELECT sum(length(rows)) AS bytes FROM log');
  return (state.storage.sql.databaseSize - before) / (sum?.bytes ?? 0);
}

function randomIds(count: number): Uint32Array {
  const words = new Uint32Array(count * ID_WORDS);
  for (let at = 0; at < words.length; at += MAX_RANDOM_WORDS)
    crypto.getRandomValues(words.subarray(at, at + MAX_RANDOM_WORDS));
  return words;
}
