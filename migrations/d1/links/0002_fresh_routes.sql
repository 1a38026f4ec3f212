-- The edge asks which keys of a domain are new while somebody scans it (workers/edge/lookup/domain-filters.ts).
CREATE INDEX routes_fresh ON routes (domain, claimed_at);
