-- Raw events once more in the order of time, without what only makes an event itself: visitors of open days, of parts of days and of several
-- values together are counted there, which reads a day of them instead of the workspace's month. Parts choose it by themselves; what was
-- stored before is sorted behind the answer. Reports that need each event once say FINAL, which never reads it: so that it may hold what
-- a merge has dropped, and merges need not build it anew.
ALTER TABLE raw_events_v1 MODIFY SETTING deduplicate_merge_projection_mode = 'ignore';
ALTER TABLE raw_events_v1 ADD PROJECTION IF NOT EXISTS by_time
(
    SELECT
        workspace_id, ts, type, class, visitor_id, link_id, domain, url, trigger, continent, country, region, city, device, browser,
        browser_version, os, os_version, language, referer, referer_url, source, channel, utm_source, utm_medium, utm_campaign, utm_term,
        utm_content, rule, variant, reason
    ORDER BY workspace_id, ts
);
ALTER TABLE raw_events_v1 MATERIALIZE PROJECTION by_time;
