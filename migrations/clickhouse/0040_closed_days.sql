-- Days that are over, counted once from raw events and for good: a visitor's id lives for one UTC day, so the visitors of any
-- range are the sum of its days', and a plain number says what a sketch only estimates. The pipeline writes them hourly
-- (core/rollup/close-days.ts); a day whose events are not as many as those of dimensions_per_day_v1 counts as open, and readers
-- take raw events for it, so that nothing depends on when that runs. What changes later comes as a signed difference.
--
-- `kinds` is a set of bits, one for each type and class (core/stats/kinds.ts). `events` and `sale_amount` are of the one kind whose bit
-- alone is set, `visitors` are those who did exactly these kinds of things: any choice of types and classes is a sum over rows.
-- What reports ask for unless told otherwise, people, lies together: `human` is whether one of the bits is theirs.
CREATE TABLE closed_per_day_v1
(
    workspace_id LowCardinality(String),
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
PARTITION BY toYear(day)
ORDER BY (workspace_id, dimension, human, day, value, kinds)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE closed_per_month_v1
(
    workspace_id LowCardinality(String),
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
ORDER BY (workspace_id, dimension, human, month, value, kinds)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

-- Months are fed by what days take in: a year is read as twelve rows of a value, and no insert of events pays for it.
CREATE MATERIALIZED VIEW closed_per_month_mv_v1 TO closed_per_month_v1 AS
SELECT
    workspace_id,
    dimension,
    toStartOfMonth(day) AS month,
    value,
    kinds,
    sum(closed_per_day_v1.events) AS events,
    sum(closed_per_day_v1.sale_amount) AS sale_amount,
    sum(closed_per_day_v1.visitors) AS visitors
FROM closed_per_day_v1
GROUP BY workspace_id, dimension, month, value, kinds;
