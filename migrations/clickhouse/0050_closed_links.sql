-- Closed days of large links, each by itself: what one link's visitors are by any dimension, which the workspace's closed days (0040) do
-- not know. Only days of a link on which it had many events (core/rollup/close-days.ts): the others are few rows of raw events. A link's
-- day proves itself as the workspace's do, beside events_per_day_v1. Rows of no link, under the dimension 'looked', say how many events
-- the workspace had when its large links were last looked for.
--
-- Days lie in partitions by month: a day is closed link by link, and what is stored of it is looked up in one of them. A question is about one
-- link: small granules, so that it reads little beside it.
CREATE TABLE closed_links_per_day_v1
(
    workspace_id LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    dimension LowCardinality(String),
    day Date CODEC(Delta(2), ZSTD(1)),
    value String CODEC(ZSTD(1)),
    kinds UInt64 CODEC(ZSTD(1)),
    human Bool MATERIALIZED bitAnd(kinds, 0x0101010101010101) != 0,
    events SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    sale_amount SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    visitors SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (workspace_id, link_id, dimension, human, day, value, kinds)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE closed_links_per_month_v1
(
    workspace_id LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    dimension LowCardinality(String),
    month Date CODEC(Delta(2), ZSTD(1)),
    value String CODEC(ZSTD(1)),
    kinds UInt64 CODEC(ZSTD(1)),
    human Bool MATERIALIZED bitAnd(kinds, 0x0101010101010101) != 0,
    events SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    sale_amount SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    visitors SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYear(month)
ORDER BY (workspace_id, link_id, dimension, human, month, value, kinds)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE closed_links_per_quarter_v1
(
    workspace_id LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    dimension LowCardinality(String),
    quarter Date CODEC(Delta(2), ZSTD(1)),
    value String CODEC(ZSTD(1)),
    kinds UInt64 CODEC(ZSTD(1)),
    human Bool MATERIALIZED bitAnd(kinds, 0x0101010101010101) != 0,
    events SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    sale_amount SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
    visitors SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYear(quarter)
ORDER BY (workspace_id, link_id, dimension, human, quarter, value, kinds)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW closed_links_per_month_mv_v1 TO closed_links_per_month_v1 AS
SELECT
    workspace_id,
    link_id,
    dimension,
    toStartOfMonth(day) AS month,
    value,
    kinds,
    sum(closed_links_per_day_v1.events) AS events,
    sum(closed_links_per_day_v1.sale_amount) AS sale_amount,
    sum(closed_links_per_day_v1.visitors) AS visitors
FROM closed_links_per_day_v1
WHERE link_id != ''
GROUP BY workspace_id, link_id, dimension, month, value, kinds;

CREATE MATERIALIZED VIEW closed_links_per_quarter_mv_v1 TO closed_links_per_quarter_v1 AS
SELECT
    workspace_id,
    link_id,
    dimension,
    toStartOfQuarter(day) AS quarter,
    value,
    kinds,
    sum(closed_links_per_day_v1.events) AS events,
    sum(closed_links_per_day_v1.sale_amount) AS sale_amount,
    sum(closed_links_per_day_v1.visitors) AS visitors
FROM closed_links_per_day_v1
WHERE link_id != ''
GROUP BY workspace_id, link_id, dimension, quarter, value, kinds;
