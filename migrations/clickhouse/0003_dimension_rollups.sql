-- The dimension-exploded rollup: one row per event per dimension, so that any single-dimension breakdown of a workspace
-- reads a short contiguous range. `all` (value '') answers totals and unique visitors of the whole workspace.
CREATE TABLE dimensions_per_hour_v1
(
    workspace_id LowCardinality(String),
    type LowCardinality(String),
    dimension LowCardinality(String),
    hour DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    value String CODEC(ZSTD(1)),
    class LowCardinality(String),
    events SimpleAggregateFunction(sum, Int64),
    sale_amount SimpleAggregateFunction(sum, Int64),
    visitors AggregateFunction(uniqCombined64, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (workspace_id, type, dimension, hour, value, class)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE dimensions_per_day_v1
(
    workspace_id LowCardinality(String),
    type LowCardinality(String),
    dimension LowCardinality(String),
    day Date CODEC(Delta(2), ZSTD(1)),
    value String CODEC(ZSTD(1)),
    class LowCardinality(String),
    events SimpleAggregateFunction(sum, Int64),
    sale_amount SimpleAggregateFunction(sum, Int64),
    visitors AggregateFunction(uniqCombined64, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYear(day)
ORDER BY (workspace_id, type, dimension, day, value, class)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW dimensions_per_hour_mv_v1 TO dimensions_per_hour_v1 AS
SELECT
    workspace_id,
    type,
    pair.1 AS dimension,
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    pair.2 AS value,
    class,
    toInt64(count()) AS events,
    sum(raw_events_v1.sale_amount) AS sale_amount,
    uniqCombined64StateIf(visitor_id, visitor_id != 0) AS visitors
FROM raw_events_v1
ARRAY JOIN [
    ('all', ''),
    ('link', toString(link_id)),
    ('domain', toString(domain)),
    ('url', toString(url)),
    ('continent', toString(continent)),
    ('country', toString(country)),
    ('region', concat(country, '-', region)),
    ('city', concat(country, '-', region, '-', city)),
    ('device', toString(device)),
    ('browser', toString(browser)),
    ('os', toString(os)),
    ('language', toString(language)),
    ('trigger', toString(trigger)),
    ('referer', toString(referer)),
    ('source', toString(source)),
    ('channel', toString(channel)),
    ('utm_source', toString(utm_source)),
    ('utm_medium', toString(utm_medium)),
    ('utm_campaign', toString(utm_campaign)),
    ('utm_term', toString(utm_term)),
    ('utm_content', toString(utm_content))
] AS pair
GROUP BY workspace_id, type, dimension, hour, value, class;

-- Fed by what the hour takes in, as events_per_day_v1 is.
CREATE MATERIALIZED VIEW dimensions_per_day_mv_v1 TO dimensions_per_day_v1 AS
SELECT
    workspace_id,
    type,
    dimension,
    toDate(hour, 'UTC') AS day,
    value,
    class,
    sum(dimensions_per_hour_v1.events) AS events,
    sum(dimensions_per_hour_v1.sale_amount) AS sale_amount,
    uniqCombined64MergeState(dimensions_per_hour_v1.visitors) AS visitors
FROM dimensions_per_hour_v1
GROUP BY workspace_id, type, dimension, day, value, class;
