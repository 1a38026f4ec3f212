/** Closing days: what raw events say of them, and what is stored less than that. */
import type { SumPart } from '#core/rollup/close-days.ts';
import { CLASS_BITS, KIND_CLASSES, KIND_TYPES, OTHER_TYPES } from '#core/stats/kinds.ts';

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
const numbers = (names: readonly string[], first = 0): string => names.map((_, index) => first + index).join(', ');

/** The bit of an event. A class that is not known has none: its day stays open, and is read from raw events. */
const KIND = `if(class IN (${quoted(KIND_CLASSES)}), bitShiftLeft(toUInt64(1),
      transform(toString(type), [${quoted(KIND_TYPES)}], [${numbers(KIND_TYPES)}], ${OTHER_TYPES}) * ${CLASS_BITS}
      + transform(toString(class), [${quoted(KIND_CLASSES)}], [${numbers(KIND_CLASSES)}], 0)), 0)`;

/** Dimensions of a closed day: those of the rollup, and what its readers work out from a value. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  all: "''",
  link: 'link_id',
  domain: 'toString(domain)',
  url: 'url',
  base_url: 'cutQueryStringAndFragment(url)',
  continent: 'toString(continent)',
  country: 'toString(country)',
  region: "concat(country, '-', region)",
  city: "concat(country, '-', region, '-', city)",
  device: 'toString(device)',
  browser: 'toString(browser)',
  os: 'toString(os)',
  language: 'toString(language)',
  trigger: 'toString(trigger)',
  referer: 'toString(referer)',
  source: 'toString(source)',
  channel: 'toString(channel)',
  utm_source: 'toString(utm_source)',
  utm_medium: 'toString(utm_medium)',
  utm_campaign: 'toString(utm_campaign)',
  utm_term: 'toString(utm_term)',
  utm_content: 'toString(utm_content)',
  referer_url: 'referer_url',
  os_version: "trimRight(concat(os, ' ', os_version))",
  browser_version: "trimRight(concat(browser, ' ', browser_version))",
  variant: 'toString(variant)',
  rule: 'toString(rule)',
  reason: 'toString(reason)',
};
const NAMES = `[${quoted(Object.keys(DIMENSIONS))}]`;
const VALUES = `[${Object.values(DIMENSIONS).join(', ')}]`;

/**
 * Selects workspace_id, day, dimension, value, kinds, n, sale and seen (visitors). Values travel as a hash of 128 bits where visitors are
 * told apart, and get their names back from the rows that count events.
 * @param events raw events with their condition, e.g. `raw_events_v1 FINAL WHERE …`.
 */
export function countedDays(events: string): string {
  const columns = `toDate(ts, 'UTC') AS e, ${KIND} AS k, sipHash64(workspace_id, e) AS base, ${NAMES} AS ds, ${VALUES} AS vs,
      arrayMap((d, v) -> sipHash128(base, d, v), ds, vs) AS places`;
  const counts = `SELECT place, k AS kinds, any(w) AS w, any(e) AS e, any(d) AS d, any(v) AS v, toInt64(count()) AS n, sum(a) AS sale, toInt64(0) AS seen
      FROM (SELECT workspace_id AS w, sale_amount AS a, ${columns} FROM ${events})
      ARRAY JOIN ds AS d, vs AS v, places AS place WHERE k != 0 GROUP BY place, k`;
  const visitors = `SELECT place, visitor_id, groupBitOr(k) AS kinds FROM (SELECT visitor_id, ${columns} FROM ${events})
        ARRAY JOIN places AS place WHERE k != 0 AND visitor_id != 0 GROUP BY place, visitor_id`;
  return `SELECT toString(w1) AS workspace_id, e1 AS day, d1 AS dimension, v1 AS value, row.1 AS kinds, row.2 AS n, row.3 AS sale, row.4 AS seen
  FROM (
    SELECT anyIf(w, n > 0) AS w1, anyIf(e, n > 0) AS e1, anyIf(d, n > 0) AS d1, anyIf(v, n > 0) AS v1, groupArray((kinds, n, sale, seen)) AS rows
    FROM (
      ${counts}
      UNION ALL
      SELECT place, kinds, '', toDate(0), '', '', toInt64(0), toInt64(0), toInt64(count()) FROM (
        ${visitors}
      ) GROUP BY place, kinds
    ) GROUP BY place
  ) ARRAY JOIN rows AS row`;
}

const KEYS = 'workspace_id, dimension, day, value, kinds';
/** Into closed_per_day_v1. */
const TARGET = `INSERT INTO closed_per_day_v1 (${KEYS}, events, sale_amount, visitors)`;

/** Days of which nothing is stored. */
export function firstCountStatement(events: string): string {
  return `${TARGET} SELECT ${KEYS}, n, sale, seen FROM (${countedDays(events)})`;
}

const STORED = `SELECT workspace_id, day, dimension, value, kinds, -events AS n, -sale_amount AS sale, -visitors AS seen
  FROM closed_per_day_v1 WHERE workspace_id = {workspace:String} AND day = {day:Date}`;
const RAW_DAY = `raw_events_v1 FINAL WHERE workspace_id = {workspace:String}
    AND ts >= toDateTime64({day:Date}, 3, 'UTC') AND ts < toDateTime64({day:Date} + 1, 3, 'UTC')`;

/** The total comes last: should an insert break off between two blocks, the day does not look whole. */
export const CLOSE_DAY = `${TARGET}
SELECT workspace_id, dimension, day, value, kinds, sum(n) AS events, sum(sale) AS sale_amount, sum(seen) AS visitors
FROM (${countedDays(RAW_DAY)} UNION ALL ${STORED})
GROUP BY ${KEYS} HAVING events != 0 OR sale_amount != 0 OR visitors != 0
ORDER BY dimension = 'all'`;

const START: Readonly<Record<SumPart, string>> = { month: 'toStartOfMonth', quarter: 'toStartOfQuarter' };

/** Sums that are not those of their days: a view failed behind an insert, or is younger than they are. */
export function sumsToMend(part: SumPart): string {
  return `SELECT workspace_id AS workspaceId, '${part}' AS part, toString(s) AS start FROM (
  SELECT workspace_id, ${START[part]}(day) AS s, sum(events) AS n FROM closed_per_day_v1 WHERE dimension = 'all' GROUP BY workspace_id, s
  UNION ALL
  SELECT workspace_id, ${part} AS s, -sum(events) AS n FROM closed_per_${part}_v1 WHERE dimension = 'all' GROUP BY workspace_id, s
)
GROUP BY workspace_id, s HAVING sum(n) != 0 ORDER BY s DESC, workspace_id LIMIT {limit:UInt32} FORMAT JSONEachRow`;
}

export function mendStatement(part: SumPart): string {
  const keys = `workspace_id, dimension, ${part}, value, kinds`;
  return `INSERT INTO closed_per_${part}_v1 (${keys}, events, sale_amount, visitors)
SELECT ${keys}, sum(n) AS events, sum(sale) AS sale_amount, sum(seen) AS visitors
FROM (
  SELECT workspace_id, dimension, {start:Date} AS ${part}, value, kinds, events AS n, sale_amount AS sale, visitors AS seen FROM closed_per_day_v1
  WHERE workspace_id = {workspace:String} AND day >= {start:Date} AND day < {start:Date} + INTERVAL 1 ${part.toUpperCase()}
  UNION ALL
  SELECT workspace_id, dimension, ${part}, value, kinds, -events, -sale_amount, -visitors FROM closed_per_${part}_v1
  WHERE workspace_id = {workspace:String} AND ${part} = {start:Date}
)
GROUP BY ${keys} HAVING events != 0 OR sale_amount != 0 OR visitors != 0
ORDER BY dimension = 'all'`;
}

/** Days whose events are not as many as the rollup's, newest first. The rollup is what raw events are audited against. */
export const DAYS_TO_CLOSE = `SELECT workspace_id AS workspaceId, toString(d) AS day, sumIf(n, side = 1) AS events, sumIf(n, side = 0) AS closed
FROM (
  SELECT workspace_id, day AS d, 1 AS side, sum(events) AS n FROM dimensions_per_day_v1
  WHERE dimension = 'all' AND day < {before:Date} GROUP BY workspace_id, day
  UNION ALL
  SELECT workspace_id, day AS d, 0 AS side, sum(events) AS n FROM closed_per_day_v1
  WHERE dimension = 'all' AND day < {before:Date} GROUP BY workspace_id, day
)
GROUP BY workspace_id, d HAVING events != closed
ORDER BY d DESC, workspace_id LIMIT {limit:UInt32} FORMAT JSONEachRow`;
