/** Looks a click up: in raw, where nearly all are, and in the ledger, where the youngest wait. */
import { CLICK_FACTS, type ClickFacts, clickFacts } from '../event/conversion.ts';
import type { EventRow } from '../event/row.ts';
import { idTime, isUuid } from '../id/uuidv7.ts';
import type { StatsRunner } from '../stats/run.ts';
import type { FindClick, FoundClick } from './ports.ts';

export interface ClickPlaces {
  workspaceId: string;
  ledger: { waitingClick(workspaceId: string, clickId: string): Promise<EventRow | null> };
  raw: Pick<StatsRunner, 'query'>;
  sleep(ms: number): Promise<unknown>;
  now(): number;
}

/** A click younger than this may still be on its way to the ledger: then looking once more helps. */
const ON_ITS_WAY_MS = 60_000;
/** The queue hands a click on within half a second; under load within a few. */
const WAITS_MS = [150, 250, 400, 700, 1_000, 1_500];
/** A click that waits longer than this has met an outage. */
const YOUNG_MS = 10 * 60_000;
/** Click ids are made of the time of the click: the search needs no more than this around it. */
const CLOCK_MS = 60_000;

/** How Stripe's `client_reference_id` carries a click id. */
const CARRIED = /^dub_id_/;

/** Undefined for what is no click id, and for a click that is in neither place. */
export function clickFinder(places: ClickPlaces): FindClick {
  return async (given) => {
    const id = given.trim().replace(CARRIED, '').toLowerCase();
    if (!isUuid(id)) return undefined;
    for (const wait of [0, ...WAITS_MS]) {
      if (wait > 0) await places.sleep(wait);
      const found = await lookOnce(places, id);
      const age = places.now() - idTime(id);
      if (found || age > ON_ITS_WAY_MS || age < -CLOCK_MS) return found;
    }
    return undefined;
  };
}

/** The likelier place first. A click moves from the ledger to raw, never back, so the ledger is asked before raw when both may have it. */
async function lookOnce(places: ClickPlaces, id: string): Promise<FoundClick | undefined> {
  const isYoung = places.now() - idTime(id) < YOUNG_MS;
  if (!isYoung) return (await inRaw(places, id)) ?? inLedger(places, id);
  return (await inLedger(places, id)) ?? inRaw(places, id);
}

async function inLedger({ ledger, workspaceId }: ClickPlaces, id: string): Promise<FoundClick | undefined> {
  const row = await ledger.waitingClick(workspaceId, id);
  return row ? { id, linkId: row.link_id, facts: clickFacts(row) } : undefined;
}

async function inRaw({ raw, workspaceId }: ClickPlaces, id: string): Promise<FoundClick | undefined> {
  const at = idTime(id);
  const [row] = await raw.query({
    sql: `SELECT link_id, ${CLICK_FACTS.join(', ')} FROM raw_events_v1
WHERE workspace_id = {workspace:String} AND type = 'click'
  AND ts BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND event_id = {id:UUID}
LIMIT 1`,
    params: { workspace: workspaceId, from: at - CLOCK_MS, to: at + CLOCK_MS, id },
  });
  return row && { id, linkId: String(row['link_id']), facts: clickFacts(row as unknown as ClickFacts) };
}
