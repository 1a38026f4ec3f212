-- Closed days by quarter, as 0040 keeps them by month: a year of a hundred thousand addresses is a third of the rows. Days that were closed
-- before are brought in by the pipeline's hourly run, which mends every sum that is not its days'; until then months and days are read.
CREATE TABLE closed_per_quarter_v1
(
    workspace_id LowCardinality(String),
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
ORDER BY (workspace_id, dimension, human, quarter, value, kinds)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW closed_per_quarter_mv_v1 TO closed_per_quarter_v1 AS
SELECT
    workspace_id,
    dimension,
    toStartOfQuarter(day) AS quarter,
    value,
    kinds,
    sum(closed_per_day_v1.events) AS events,
    sum(closed_per_day_v1.sale_amount) AS sale_amount,
    sum(closed_per_day_v1.visitors) AS visitors
FROM closed_per_day_v1
GROUP BY workspace_id, dimension, quarter, value, kinds;
