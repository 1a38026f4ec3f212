-- Counts per link, class and hour or day. Sums are signed: a repair adds the difference between the recomputed and the
-- stored hour. `visitors` leaves out the unknown visitor 0.
CREATE TABLE events_per_hour_v1
(
    workspace_id LowCardinality(String),
    type LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    hour DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    class LowCardinality(String),
    events SimpleAggregateFunction(sum, Int64),
    sale_amount SimpleAggregateFunction(sum, Int64),
    visitors AggregateFunction(uniqCombined64, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (workspace_id, type, link_id, hour, class)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE events_per_day_v1
(
    workspace_id LowCardinality(String),
    type LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    day Date CODEC(Delta(2), ZSTD(1)),
    class LowCardinality(String),
    events SimpleAggregateFunction(sum, Int64),
    sale_amount SimpleAggregateFunction(sum, Int64),
    visitors AggregateFunction(uniqCombined64, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYear(day)
ORDER BY (workspace_id, type, link_id, day, class)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW events_per_hour_mv_v1 TO events_per_hour_v1 AS
SELECT
    workspace_id,
    type,
    link_id,
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    class,
    toInt64(count()) AS events,
    sum(raw_events_v1.sale_amount) AS sale_amount,
    uniqCombined64StateIf(visitor_id, visitor_id != 0) AS visitors
FROM raw_events_v1
GROUP BY workspace_id, type, link_id, hour, class;

-- The day is fed by what the hour takes in: one pass over the events instead of two, and the same block deduplication.
CREATE MATERIALIZED VIEW events_per_day_mv_v1 TO events_per_day_v1 AS
SELECT
    workspace_id,
    type,
    link_id,
    toDate(hour, 'UTC') AS day,
    class,
    sum(events_per_hour_v1.events) AS events,
    sum(events_per_hour_v1.sale_amount) AS sale_amount,
    uniqCombined64MergeState(events_per_hour_v1.visitors) AS visitors
FROM events_per_hour_v1
GROUP BY workspace_id, type, link_id, day, class;
