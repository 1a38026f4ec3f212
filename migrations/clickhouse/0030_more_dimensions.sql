-- Dimensions that only raw events knew. A view of its own into the same hours: what the first one counts is not touched, and the
-- days are fed by what the hours take in, as before.
CREATE MATERIALIZED VIEW more_dimensions_per_hour_mv_v1 TO dimensions_per_hour_v1 AS
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
    ('referer_url', toString(referer_url)),
    ('os_version', trimRight(concat(os, ' ', os_version))),
    ('browser_version', trimRight(concat(browser, ' ', browser_version))),
    ('variant', toString(variant)),
    ('rule', toString(rule)),
    ('reason', toString(reason))
] AS pair
GROUP BY workspace_id, type, dimension, hour, value, class;

-- What is stored already. FINAL: an event that was stored twice counts once.
INSERT INTO dimensions_per_hour_v1 (workspace_id, type, dimension, hour, value, class, events, sale_amount, visitors)
SELECT
    workspace_id,
    type,
    pair.1 AS dimension,
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    pair.2 AS value,
    class,
    toInt64(count()) AS events,
    sum(r.sale_amount) AS sale_amount,
    uniqCombined64StateIf(visitor_id, visitor_id != 0) AS visitors
FROM raw_events_v1 AS r FINAL
ARRAY JOIN [
    ('referer_url', toString(referer_url)),
    ('os_version', trimRight(concat(os, ' ', os_version))),
    ('browser_version', trimRight(concat(browser, ' ', browser_version))),
    ('variant', toString(variant)),
    ('rule', toString(rule)),
    ('reason', toString(reason))
] AS pair
GROUP BY workspace_id, type, dimension, hour, value, class
SETTINGS max_partitions_per_insert_block = 0, max_bytes_before_external_group_by = 2000000000;
