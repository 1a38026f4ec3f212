/** Spilled events: what the edge could bring neither to the queue nor to a ledger waits in R2 and is counted from here. */
import { parseMessage } from '#core/event/parse.ts';
import { describeError } from '#platform/log/log.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import { appendRows, type Parcel } from '../consume/append-rows.ts';
import { type ConsumeTools } from '../consume/consume.ts';
import { enrichEvents } from '../consume/enrich-events.ts';

export const SPILL_PREFIX = 'spill/';
/** Objects of one list call and one round. */
const MAX_OBJECTS_PER_ROUND = 200;
/** A run ends after this, the next minute's run goes on: crons must not pile up. */
const MAX_RUN_MS = 40_000;

export type SpillTools = Omit<ConsumeTools, 'vault'> & { vault: Pick<R2Bucket, 'put' | 'get' | 'list' | 'delete'> };

interface SpillParcel extends Parcel {
  key: string;
}

/** Counts and deletes until nothing is left, or time is up. Deleting comes last: a crash in between only repeats known ids. */
export async function drainSpills(tools: SpillTools): Promise<number> {
  const until = tools.now() + MAX_RUN_MS;
  let drained = 0;
  let cursor: string | undefined;
  do {
    const list = await tools.vault.list({
      prefix: SPILL_PREFIX,
      limit: MAX_OBJECTS_PER_ROUND,
      ...(cursor === undefined ? {} : { cursor }),
    });
    drained += await drainObjects(list.objects, tools);
    cursor = list.truncated ? list.cursor : undefined;
  } while (cursor !== undefined && tools.now() < until);
  return drained;
}

async function drainObjects(objects: readonly R2Object[], tools: SpillTools): Promise<number> {
  const opened = await Promise.all(objects.map((object) => open(object, tools)));
  const parcels = opened.filter((parcel) => parcel !== undefined);
  const { counted, failed } = await appendRows(parcels, tools.ledgers);
  tools.counters.add('events.accepted', counted.accepted);
  tools.counters.add('events.duplicate', counted.duplicates);
  const safe = parcels.filter((parcel) => !failed.has(parcel));
  await tools.tell(safe.flatMap((parcel) => parcel.rows));
  const done = safe.map((parcel) => parcel.key);
  if (done.length > 0) await tools.vault.delete(done);
  tools.counters.add('spill.drained', done.length);
  if (failed.size > 0) {
    tools.counters.add('spill.failed', failed.size);
    tools.log.warn('spill.failed', { objects: failed.size, error: describeError([...failed.values()][0]) });
  }
  return done.length;
}

/** The object's rows; undefined when it is gone, or was poison and has moved to the dead letters, or cannot be read now. */
async function open(object: R2Object, tools: SpillTools): Promise<SpillParcel | undefined> {
  const { key } = object;
  const source = { id: key.replaceAll('/', '_'), from: 'spill', attempts: 1, firstSeenAt: object.uploaded.getTime() };
  try {
    const text = await (await tools.vault.get(key))?.text();
    if (text === undefined) return undefined;
    const parsed = parseMessage(readJson(text));
    if (parsed.ok)
      return { key, rows: await enrichEvents(parsed.events, { ...tools, now: tools.now(), message: source }) };
    await putDeadLetter(
      tools.vault,
      { ...source, reason: parsed.reason, detail: parsed.detail, body: text },
      tools.now(),
    );
    await tools.vault.delete(key);
    tools.log.error('spill.poison', { key, reason: parsed.reason, detail: parsed.detail });
  } catch (error) {
    tools.counters.add('spill.failed');
    tools.log.warn('spill.failed', { key, error: describeError(error) });
  }
  return undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
