-- Visitors are counted from raw events and, for days that are over, by closed_per_day_v1 (0040): the sketches that the rollups kept of
-- them were nine tenths of their weight, and most of what a year's report and an insert cost. The views change in place, so that no
-- insert passes between an old and a new one; repeated batches are known through it.
--
-- They group by a hash of the key instead of by six columns: the same groups for less.
--
-- A repeated insert is known by its token and each view's UUID. A view whose query was modified goes by its name until the store starts
-- again: tokens would be forgotten at both moments, and a batch that is sent again counted twice. Renaming the view there and back gives
-- it its UUID again.
ALTER TABLE dimensions_per_hour_mv_v1 MODIFY QUERY
SELECT
    any(w) AS workspace_id,
    any(t) AS type,
    any(d) AS dimension,
    any(h) AS hour,
    any(v) AS value,
    any(c) AS class,
    toInt64(count()) AS events,
    sum(a) AS sale_amount
FROM (
    SELECT
        workspace_id AS w,
        type AS t,
        toStartOfHour(toDateTime(ts, 'UTC')) AS h,
        class AS c,
        sale_amount AS a,
        sipHash64(w, t, h, c) AS base,
        d,
        v
    FROM raw_events_v1
    ARRAY JOIN
        ['all', 'link', 'domain', 'url', 'continent', 'country', 'region', 'city', 'device', 'browser', 'os', 'language', 'trigger', 'referer', 'source', 'channel', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] AS d,
        [
            '',
            toString(link_id),
            toString(domain),
            toString(url),
            toString(continent),
            toString(country),
            concat(country, '-', region),
            concat(country, '-', region, '-', city),
            toString(device),
            toString(browser),
            toString(os),
            toString(language),
            toString(trigger),
            toString(referer),
            toString(source),
            toString(channel),
            toString(utm_source),
            toString(utm_medium),
            toString(utm_campaign),
            toString(utm_term),
            toString(utm_content)
        ] AS v
)
GROUP BY base, sipHash128(d, v);
RENAME TABLE dimensions_per_hour_mv_v1 TO renamed_mv_v1, renamed_mv_v1 TO dimensions_per_hour_mv_v1;

ALTER TABLE more_dimensions_per_hour_mv_v1 MODIFY QUERY
SELECT
    any(w) AS workspace_id,
    any(t) AS type,
    any(d) AS dimension,
    any(h) AS hour,
    any(v) AS value,
    any(c) AS class,
    toInt64(count()) AS events,
    sum(a) AS sale_amount
FROM (
    SELECT
        workspace_id AS w,
        type AS t,
        toStartOfHour(toDateTime(ts, 'UTC')) AS h,
        class AS c,
        sale_amount AS a,
        sipHash64(w, t, h, c) AS base,
        d,
        v
    FROM raw_events_v1
    ARRAY JOIN
        ['referer_url', 'os_version', 'browser_version', 'variant', 'rule', 'reason'] AS d,
        [
            toString(referer_url),
            trimRight(concat(os, ' ', os_version)),
            trimRight(concat(browser, ' ', browser_version)),
            toString(variant),
            toString(rule),
            toString(reason)
        ] AS v
)
GROUP BY base, sipHash128(d, v);
RENAME TABLE more_dimensions_per_hour_mv_v1 TO renamed_mv_v1, renamed_mv_v1 TO more_dimensions_per_hour_mv_v1;

ALTER TABLE dimensions_per_day_mv_v1 MODIFY QUERY
SELECT
    any(w) AS workspace_id,
    any(t) AS type,
    any(d) AS dimension,
    any(e) AS day,
    any(v) AS value,
    any(c) AS class,
    sum(n) AS events,
    sum(a) AS sale_amount
FROM (
    SELECT workspace_id AS w, type AS t, dimension AS d, toDate(hour, 'UTC') AS e, value AS v, class AS c, events AS n, sale_amount AS a
    FROM dimensions_per_hour_v1
)
GROUP BY sipHash64(w, t, e, c), sipHash128(d, v);
RENAME TABLE dimensions_per_day_mv_v1 TO renamed_mv_v1, renamed_mv_v1 TO dimensions_per_day_mv_v1;

ALTER TABLE events_per_hour_mv_v1 MODIFY QUERY
SELECT
    workspace_id,
    type,
    link_id,
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    class,
    toInt64(count()) AS events,
    sum(raw_events_v1.sale_amount) AS sale_amount
FROM raw_events_v1
GROUP BY workspace_id, type, link_id, hour, class;
RENAME TABLE events_per_hour_mv_v1 TO renamed_mv_v1, renamed_mv_v1 TO events_per_hour_mv_v1;

ALTER TABLE events_per_day_mv_v1 MODIFY QUERY
SELECT
    workspace_id,
    type,
    link_id,
    toDate(hour, 'UTC') AS day,
    class,
    sum(events_per_hour_v1.events) AS events,
    sum(events_per_hour_v1.sale_amount) AS sale_amount
FROM events_per_hour_v1
GROUP BY workspace_id, type, link_id, day, class;
RENAME TABLE events_per_day_mv_v1 TO renamed_mv_v1, renamed_mv_v1 TO events_per_day_mv_v1;

-- Workers of the version before ask for these: deploy at once (docs/stats.md).
ALTER TABLE events_per_hour_v1 DROP COLUMN visitors;
ALTER TABLE events_per_day_v1 DROP COLUMN visitors;
ALTER TABLE dimensions_per_hour_v1 DROP COLUMN visitors;
ALTER TABLE dimensions_per_day_v1 DROP COLUMN visitors;
