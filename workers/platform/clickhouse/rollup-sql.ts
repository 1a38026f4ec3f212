/** Each rollup as the repair sees it: its keys, what it is made from, and the statement that finds the difference. */
import type { Rollup } from '#core/rollup/repair.ts';

interface RollupText {
  table: string;
  /** Columns of the sorting key without the workspace. */
  keys: string;
  /** Column that says when, to be compared with {from} and {to}. */
  time: string;
  /** Selects keys, n (events) and sale as they should be. */
  truth: string;
}

const SPAN = (column: string): string =>
  `workspace_id = {workspace:String} AND ${column} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;

/** The same pairs as the views into dimensions_per_hour_v1 make; a test holds them together. */
const PAIRS = `[
  ('all', ''), ('link', toString(link_id)), ('domain', toString(domain)), ('url', toString(url)),
  ('continent', toString(continent)), ('country', toString(country)), ('region', concat(country, '-', region)),
  ('city', concat(country, '-', region, '-', city)), ('device', toString(device)), ('browser', toString(browser)),
  ('os', toString(os)), ('language', toString(language)), ('trigger', toString(trigger)), ('referer', toString(referer)),
  ('source', toString(source)), ('channel', toString(channel)), ('utm_source', toString(utm_source)),
  ('utm_medium', toString(utm_medium)), ('utm_campaign', toString(utm_campaign)), ('utm_term', toString(utm_term)),
  ('utm_content', toString(utm_content)), ('referer_url', toString(referer_url)),
  ('os_version', trimRight(concat(os, ' ', os_version))), ('browser_version', trimRight(concat(browser, ' ', browser_version))),
  ('variant', toString(variant)), ('rule', toString(rule)), ('reason', toString(reason))] AS pair`;

/** Rows of one event id are one event, however often an insert was repeated. */
function fromRaw(keys: string, join: string): string {
  return `SELECT ${keys}, toInt64(count()) AS n, sum(r.sale_amount) AS sale
    FROM raw_events_v1 AS r FINAL ${join} WHERE ${SPAN('ts')} GROUP BY ALL`;
}

function fromHours(keys: string, table: string): string {
  return `SELECT ${keys}, sum(h.events) AS n, sum(h.sale_amount) AS sale
    FROM ${table} AS h WHERE ${SPAN('hour')} GROUP BY ALL`;
}

const HOUR = `toStartOfHour(toDateTime(ts, 'UTC')) AS hour`;
const DAY = `toDate(hour, 'UTC') AS day`;
const PAIR_HOUR = `type, pair.1 AS dimension, ${HOUR}, pair.2 AS value, class`;

const ROLLUP_TEXTS: Record<Rollup, RollupText> = {
  events_per_hour: {
    table: 'events_per_hour_v1',
    keys: 'type, link_id, hour, class',
    time: 'hour',
    truth: fromRaw(`type, link_id, ${HOUR}, class`, ''),
  },
  dimensions_per_hour: {
    table: 'dimensions_per_hour_v1',
    keys: 'type, dimension, hour, value, class',
    time: 'hour',
    truth: fromRaw(PAIR_HOUR, `ARRAY JOIN ${PAIRS}`),
  },
  events_per_day: {
    table: 'events_per_day_v1',
    keys: 'type, link_id, day, class',
    time: 'day',
    truth: fromHours(`type, link_id, ${DAY}, class`, 'events_per_hour_v1'),
  },
  dimensions_per_day: {
    table: 'dimensions_per_day_v1',
    keys: 'type, dimension, day, value, class',
    time: 'day',
    truth: fromHours(`type, dimension, ${DAY}, value, class`, 'dimensions_per_hour_v1'),
  },
};

/**
 * One row per wrong key: keys, correction_events, correction_sale, stored_events. A key that only the rollup has gets a negative
 * correction.
 */
function wrongKeys({ table, keys, time, truth }: RollupText): string {
  return `SELECT ${keys},
    sumIf(n, side = 1) - sumIf(n, side = 0) AS correction_events,
    sumIf(sale, side = 1) - sumIf(sale, side = 0) AS correction_sale,
    sumIf(n, side = 0) AS stored_events
  FROM (
    SELECT 1 AS side, * FROM (${truth})
    UNION ALL
    SELECT 0 AS side, * FROM (
      SELECT ${keys}, sum(t.events) AS n, sum(t.sale_amount) AS sale
      FROM ${table} AS t WHERE ${SPAN(time)} GROUP BY ALL)
  )
  GROUP BY ${keys}
  HAVING correction_events != 0 OR correction_sale != 0`;
}

/** Answers one line of JSON: keys, events, digest. */
export function differenceStatement(rollup: Rollup): string {
  const text = ROLLUP_TEXTS[rollup];
  return `SELECT toUInt32(count()) AS keys, toInt64(sum(correction_events)) AS events,
    hex(groupBitXor(sipHash64(${text.keys}, correction_events, correction_sale, stored_events))) AS digest
  FROM (${wrongKeys(text)}) FORMAT JSONEachRow`;
}

export function correctionStatement(rollup: Rollup): string {
  const text = ROLLUP_TEXTS[rollup];
  return `INSERT INTO ${text.table} (workspace_id, ${text.keys}, events, sale_amount)
  SELECT {workspace:String}, ${text.keys}, correction_events, correction_sale
  FROM (${wrongKeys(text)}) ORDER BY ${text.keys}`;
}
