-- What leads and sales say beyond the click they inherit everything else from. Empty for clicks.
ALTER TABLE raw_events_v1
    ADD COLUMN click_id String DEFAULT '' CODEC(ZSTD(1)),
    ADD COLUMN customer_id String DEFAULT '' CODEC(ZSTD(1)),
    ADD COLUMN event_name LowCardinality(String) DEFAULT '',
    ADD COLUMN sale_type LowCardinality(String) DEFAULT '',
    ADD COLUMN sale_currency LowCardinality(String) DEFAULT '',
    ADD COLUMN sale_original Int64 DEFAULT 0 CODEC(ZSTD(1)),
    ADD COLUMN invoice_id String DEFAULT '' CODEC(ZSTD(1)),
    ADD COLUMN payment_processor LowCardinality(String) DEFAULT '',
    ADD COLUMN metadata String DEFAULT '' CODEC(ZSTD(3));
