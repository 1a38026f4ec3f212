/** Closing days: what raw events say of them, and what is stored less than that. */
import type { ClosedOf, SumPart } from '#core/rollup/close-days.ts';
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

interface Kept {
  /** Its tables' names, before the part of the year. */
  tables: string;
  /** Columns that say whose rows they are. */
  owner: string;
  dimensions: Readonly<Record<string, string>>;
}

const { link: _, ...OF_ONE_LINK } = DIMENSIONS;
const KEPT: Readonly<Record<ClosedOf, Kept>> = {
  workspace: { tables: 'closed_per', owner: 'workspace_id', dimensions: DIMENSIONS },
  links: { tables: 'closed_links_per', owner: 'workspace_id, link_id', dimensions: OF_ONE_LINK },
};

/** Of no link: how many events the workspace had on a day when its large links were looked for. */
const LOOKED = 'looked';

/**
 * Selects workspace_id, link_id (empty for the workspace's), day, dimension, value, kinds, n, sale and seen (visitors). Values travel as a hash of
 * 128 bits where visitors are told apart, and get their names back from the rows that count events.
 * @param events raw events with their condition, e.g. `raw_events_v1 FINAL WHERE …`.
 */
function countedDays(of: ClosedOf, events: string): string {
  const { owner, dimensions } = KEPT[of];
  const columns = `toDate(ts, 'UTC') AS e, ${KIND} AS k, sipHash64(${owner}, e) AS base, [${quoted(Object.keys(dimensions))}] AS ds,
      [${Object.values(dimensions).join(', ')}] AS vs, arrayMap((d, v) -> sipHash128(base, d, v), ds, vs) AS places`;
  const link = of === 'links' ? 'link_id' : "''";
  const counts = `SELECT place, k AS kinds, any(w) AS w, any(l) AS l, any(e) AS e, any(d) AS d, any(v) AS v, toInt64(count()) AS n, sum(a) AS sale, toInt64(0) AS seen
      FROM (SELECT workspace_id AS w, ${link} AS l, sale_amount AS a, ${columns} FROM ${events})
      ARRAY JOIN ds AS d, vs AS v, places AS place WHERE k != 0 GROUP BY place, k`;
  const visitors = `SELECT place, visitor_id, groupBitOr(k) AS kinds FROM (SELECT visitor_id, ${columns} FROM ${events})
        ARRAY JOIN places AS place WHERE k != 0 AND visitor_id != 0 GROUP BY place, visitor_id`;
  return `SELECT toString(w1) AS workspace_id, l1 AS link_id, e1 AS day, d1 AS dimension, v1 AS value, row.1 AS kinds, row.2 AS n, row.3 AS sale, row.4 AS seen
  FROM (
    SELECT anyIf(w, n > 0) AS w1, anyIf(l, n > 0) AS l1, anyIf(e, n > 0) AS e1, anyIf(d, n > 0) AS d1, anyIf(v, n > 0) AS v1,
      groupArray((kinds, n, sale, seen)) AS rows
    FROM (
      ${counts}
      UNION ALL
      SELECT place, kinds, '', '', toDate(0), '', '', toInt64(0), toInt64(0), toInt64(count()) FROM (
        ${visitors}
      ) GROUP BY place, kinds
    ) GROUP BY place
  ) ARRAY JOIN rows AS row`;
}

const keysOf = (of: ClosedOf, time: string): string => `${KEPT[of].owner}, dimension, ${time}, value, kinds`;
const into = (of: ClosedOf, part: string): string =>
  `INSERT INTO ${KEPT[of].tables}_${part}_v1 (${keysOf(of, part)}, events, sale_amount, visitors)`;

/** Days of which nothing is stored. */
export function firstCountStatement(events: string): string {
  return `${into('workspace', 'day')} SELECT ${keysOf('workspace', 'day')}, n, sale, seen FROM (${countedDays('workspace', events)})`;
}

const RAW_DAY = `raw_events_v1 FINAL WHERE workspace_id = {workspace:String}
    AND ts >= toDateTime64({day:Date}, 3, 'UTC') AND ts < toDateTime64({day:Date} + 1, 3, 'UTC')`;
const STORED_DAY = 'workspace_id = {workspace:String} AND day = {day:Date}';

/** Links with enough events that day, and those that had them when it was closed before. The types are named for the key's sake. */
const LARGE_LINKS = `SELECT value FROM dimensions_per_day_v1
    WHERE ${STORED_DAY} AND type IN (${quoted(KIND_TYPES)}) AND dimension = 'link' AND value != '' GROUP BY value HAVING sum(events) >= {large:UInt32}
    UNION DISTINCT SELECT link_id FROM closed_links_per_day_v1 WHERE ${STORED_DAY} AND link_id != '' AND dimension = 'all'`;

/** Inserts what raw events have beyond what is stored. */
function closing(of: ClosedOf, meant: string, stored: string): string {
  const columns = of === 'links' ? 'workspace_id, link_id' : "workspace_id, '' AS link_id";
  return `${into(of, 'day')}
SELECT ${keysOf(of, 'day')}, sum(n) AS events, sum(sale) AS sale_amount, sum(seen) AS visitors
FROM (
  ${meant}
  UNION ALL
  SELECT ${columns}, day, dimension, value, kinds, -events AS n, -sale_amount AS sale, -visitors AS seen
  FROM ${KEPT[of].tables}_day_v1 WHERE ${stored}
)
GROUP BY ${keysOf(of, 'day')} HAVING events != 0 OR sale_amount != 0 OR visitors != 0
ORDER BY indexOf(['all', '${LOOKED}'], dimension)`;
}

/** Totals come last, and what says that links were looked for behind them: should an insert break off between two blocks, no day looks whole. */
export const CLOSE_DAY: Readonly<Record<ClosedOf, string>> = {
  workspace: closing('workspace', countedDays('workspace', RAW_DAY), STORED_DAY),
  // Of what the rollup had before raw events are read here: what comes meanwhile is looked at again.
  links: closing(
    'links',
    `${countedDays('links', `${RAW_DAY} AND link_id IN (${LARGE_LINKS})`)}
  UNION ALL
  SELECT {workspace:String}, '', {day:Date}, '${LOOKED}', '', toUInt64(0), {events:Int64}, toInt64(0), toInt64(0)`,
    `${STORED_DAY} AND link_id IN (SELECT '' UNION ALL ${LARGE_LINKS})`,
  ),
};

const START: Readonly<Record<SumPart, string>> = { month: 'toStartOfMonth', quarter: 'toStartOfQuarter' };

/** Sums that are not those of their days: a view failed behind an insert, or is younger than they are. */
export function sumsToMend(of: ClosedOf, part: SumPart): string {
  const { tables, owner } = KEPT[of];
  return `SELECT workspace_id AS workspaceId, '${of}' AS of, '${part}' AS part, toString(s) AS start FROM (
  SELECT workspace_id, s FROM (
    SELECT ${owner}, ${START[part]}(day) AS s, events AS n FROM ${tables}_day_v1 WHERE dimension = 'all'
    UNION ALL
    SELECT ${owner}, ${part} AS s, -events AS n FROM ${tables}_${part}_v1 WHERE dimension = 'all'
  )
  GROUP BY ${owner}, s HAVING sum(n) != 0
)
GROUP BY workspace_id, s ORDER BY s DESC, workspace_id LIMIT {limit:UInt32} FORMAT JSONEachRow`;
}

export function mendStatement(of: ClosedOf, part: SumPart): string {
  const { tables, owner } = KEPT[of];
  const keys = keysOf(of, part);
  return `${into(of, part)}
SELECT ${keys}, sum(n) AS events, sum(sale) AS sale_amount, sum(seen) AS visitors
FROM (
  SELECT ${owner}, dimension, {start:Date} AS ${part}, value, kinds, events AS n, sale_amount AS sale, visitors AS seen FROM ${tables}_day_v1
  WHERE workspace_id = {workspace:String} AND day >= {start:Date} AND day < {start:Date} + INTERVAL 1 ${part.toUpperCase()}
    AND dimension != '${LOOKED}'
  UNION ALL
  SELECT ${owner}, dimension, ${part}, value, kinds, -events, -sale_amount, -visitors FROM ${tables}_${part}_v1
  WHERE workspace_id = {workspace:String} AND ${part} = {start:Date}
)
GROUP BY ${keys} HAVING events != 0 OR sale_amount != 0 OR visitors != 0
ORDER BY dimension = 'all'`;
}

/**
 * Days whose events are not as many as the rollup's, newest first. The rollup is what raw events are audited against. A day of fewer events than a
 * large link has holds no such link.
 */
export const DAYS_TO_CLOSE = `SELECT workspace_id AS workspaceId, toString(d) AS day, of, events, closed
FROM (
  SELECT workspace_id, d, sumIf(n, side = 'rollup') AS events, sumIf(n, side = 'workspace') AS in_workspace, sumIf(n, side = 'links') AS in_links
  FROM (
    SELECT workspace_id, day AS d, 'rollup' AS side, events AS n FROM dimensions_per_day_v1 WHERE dimension = 'all' AND day < {before:Date}
    UNION ALL
    SELECT workspace_id, day AS d, 'workspace' AS side, events AS n FROM closed_per_day_v1 WHERE dimension = 'all' AND day < {before:Date}
    UNION ALL
    SELECT workspace_id, day AS d, 'links' AS side, events AS n FROM closed_links_per_day_v1
    WHERE link_id = '' AND dimension = '${LOOKED}' AND day < {before:Date}
  )
  GROUP BY workspace_id, d
)
ARRAY JOIN ['workspace', 'links'] AS of, [in_workspace, in_links] AS closed
WHERE events != closed AND (of = 'workspace' OR closed != 0 OR events >= {large:UInt32})
ORDER BY d DESC, workspace_id, of DESC LIMIT {limit:UInt32} FORMAT JSONEachRow`;
