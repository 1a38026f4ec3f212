/** What a ledger holds in memory when it is full: every bound of core/ledger/limits.ts reached at once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CHECKPOINT_EVENTS,
  FREEZE_IDS,
  IDS_PER_PART,
  MAX_BATCH_EVENTS,
  MAX_FILTER_BYTES,
} from '#core/ledger/limits.ts';
import { MAX_PAIRS_HELD } from '#core/ledger/repeats.ts';
import { bloomOf } from '#core/ledger/dedupe/bloom.ts';
import { freePort } from '../redirect/servers.ts';
import { planOf, SHAPES } from './ladder.ts';
import { startServer } from './server.ts';
import { DATABASE } from './store.ts';

export interface MemoryResult {
  idsHeld: number;
  /** Of the isolate that holds the consumer and the ledger, after a collection. */
  emptyHeapBytes: number;
  heapBytes: number;
  /** Outside the heap: filters, id sets, texts of batches. */
  bufferBytes: number;
  residentBytes: number;
  /** From the first question after a start to its answer. */
  loadMs: number;
}

const PAGE_BYTES = 4_096;
/** Nobody listens there: the outbox grows and a batch stays in flight. */
const NOWHERE = 'http://127.0.0.1:9';
const BITS_PER_ID = 16;

export async function residentBytes(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
}

/** One ledger: as many frozen ids as have filters in memory, then recent ids, counters and visitors up to their bounds. */
export async function measureMemory(dir: string): Promise<MemoryResult> {
  const [, giant] = SHAPES;
  if (!giant) throw new Error('no shape to measure with');
  const options = { dir, rung: 'whole' as const, clickhouse: { url: NOWHERE, database: DATABASE }, shards: 1 };
  const first = await startServer({ ...options, inspectPort: await freePort() });
  await first.run(planOf(giant, 100));
  const empty = await first.heap();
  await first.stop();
  await freezeIds(first.storage, Math.floor((MAX_FILTER_BYTES * 8) / BITS_PER_ID / FREEZE_IDS) + 1);
  const server = await startServer({ ...options, storage: first.storage, inspectPort: await freePort() });
  try {
    const askedAt = performance.now();
    await server.status();
    const loadMs = performance.now() - askedAt;
    // One short of the bounds at which memory is emptied, with a link and a visitor of its own for each event.
    const events = Math.min(FREEZE_IDS, CHECKPOINT_EVENTS, MAX_PAIRS_HELD) - MAX_BATCH_EVENTS / 10;
    await server.run({ ...planOf(giant, events), linksPerWorkspace: events, perMessage: 10 });
    const [status] = await server.status();
    const { heapBytes, bufferBytes } = await server.heap();
    return {
      idsHeld: status?.idsHeld ?? 0,
      emptyHeapBytes: empty.heapBytes + empty.bufferBytes,
      heapBytes,
      bufferBytes,
      residentBytes: await residentBytes(server.pid),
      loadMs,
    };
  } finally {
    await server.stop();
  }
}

/** Writes runs of random ids as the ledger would, into the database of its object, while nobody has it open. */
async function freezeIds(storage: string, runs: number): Promise<void> {
  const folder = join(storage, 'ledger');
  const file = (await readdir(folder)).find((name) => name.endsWith('.sqlite') && !name.startsWith('metadata'));
  if (!file) throw new Error('the ledger left no database');
  const database = new DatabaseSync(join(folder, file));
  const insertRun = database.prepare(
    'INSERT INTO id_runs (run, newest_at, n, parts, low, high, filter) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertPart = database.prepare('INSERT INTO id_parts (run, part, ids) VALUES (?, ?, ?)');
  const parts = FREEZE_IDS / IDS_PER_PART;
  database.exec('BEGIN');
  for (let run = 1; run <= runs; run++) {
    const ids = randomWords(FREEZE_IDS * 4);
    insertRun.run(run, Date.now(), FREEZE_IDS, parts, 0, 2 ** 48 - 1, bytesOf(bloomOf(ids)));
    for (let part = 0; part < parts; part++)
      insertPart.run(run, part, bytesOf(ids.subarray(part * IDS_PER_PART * 4, (part + 1) * IDS_PER_PART * 4)));
  }
  database
    .prepare(
      "INSERT INTO meta (key, value) VALUES ('frozen', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .run(JSON.stringify({ seq: 0, run: runs }));
  database.exec('COMMIT');
  database.close();
}

const MAX_RANDOM_WORDS = 16_384;

function randomWords(words: number): Uint32Array {
  const all = new Uint32Array(words);
  for (let at = 0; at < words; at += MAX_RANDOM_WORDS) crypto.getRandomValues(all.subarray(at, at + MAX_RANDOM_WORDS));
  return all;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
