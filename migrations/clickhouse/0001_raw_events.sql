-- Raw events: identity-deduplicated by event_id, whatever the insert tokens forget. `ts` is fixed at the edge, so a retry
-- has the same sorting key. `batch` names the ledger batch that carried the row.
CREATE TABLE raw_events_v1
(
    workspace_id LowCardinality(String),
    type LowCardinality(String),
    link_id String CODEC(ZSTD(1)),
    ts DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    event_id UUID,
    received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    batch String CODEC(ZSTD(1)),
    class LowCardinality(String),
    reason LowCardinality(String),
    domain LowCardinality(String),
    key String CODEC(ZSTD(1)),
    url String CODEC(ZSTD(3)),
    visitor_id UInt64,
    trigger LowCardinality(String),
    continent LowCardinality(String),
    country LowCardinality(String),
    region LowCardinality(String),
    city LowCardinality(String),
    asn UInt32 CODEC(ZSTD(1)),
    device LowCardinality(String),
    browser LowCardinality(String),
    browser_version LowCardinality(String),
    os LowCardinality(String),
    os_version LowCardinality(String),
    language LowCardinality(String),
    referer LowCardinality(String),
    referer_url String CODEC(ZSTD(3)),
    source LowCardinality(String),
    channel LowCardinality(String),
    utm_source LowCardinality(String),
    utm_medium LowCardinality(String),
    utm_campaign LowCardinality(String),
    utm_term LowCardinality(String),
    utm_content LowCardinality(String),
    rule LowCardinality(String),
    variant LowCardinality(String),
    sale_amount Int64 DEFAULT 0 CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (workspace_id, type, link_id, toStartOfHour(ts), event_id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
