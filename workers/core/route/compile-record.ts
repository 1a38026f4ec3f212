/** Compiles a link into the record the edge serves: only what is used, rules in the order they are tried. */
import type { Link } from '../link/link.ts';
import type { LinkRecord, SocialPreview, TargetingRule } from './record.ts';

/** Rules from `geo` carry this prefix in reports. */
const GEO_RULE_PREFIX = 'geo:';

/** Pure; equal links give equal records. */
export function toRecord(link: Link): LinkRecord {
  const { settings } = link;
  const record: LinkRecord = {
    version: 1,
    workspaceId: link.workspaceId,
    linkId: link.id,
    url: (settings.fallbackSince === undefined ? undefined : settings.fallbackUrl) ?? link.url,
    revision: link.revision,
  };
  const rules = [...(settings.rules ?? []), ...geoRules(settings.geo)];
  const social = settings.proxy ? socialOf(link) : undefined;
  if (settings.status !== undefined) record.status = settings.status;
  if (settings.cacheSeconds !== undefined) record.cacheSeconds = settings.cacheSeconds;
  if (settings.startsAt !== undefined) record.startsAt = settings.startsAt;
  if (settings.expiresAt !== undefined) record.expiresAt = settings.expiresAt;
  if (settings.expiredUrl !== undefined) record.expiredUrl = settings.expiredUrl;
  if (settings.maxClicks !== undefined) record.maxClicks = settings.maxClicks;
  if (settings.disabledAt !== undefined) record.disabled = true;
  if (settings.blocked !== undefined) record.blocked = true;
  if (settings.passwordHash !== undefined) record.passwordHash = settings.passwordHash;
  if (settings.ios !== undefined) record.ios = settings.ios;
  if (settings.android !== undefined) record.android = settings.android;
  if (rules.length > 0) record.rules = rules;
  if (settings.split !== undefined) record.split = settings.split;
  if (social !== undefined) record.social = social;
  if (settings.rewrite) record.cloak = true;
  if (settings.doIndex) record.index = true;
  if (settings.dropQuery) record.dropQuery = true;
  if (settings.trackConversion) record.trackConversion = true;
  return record;
}

/** One rule per destination, so that countries with the same one share a rule. */
function geoRules(geo: Record<string, string> | undefined): TargetingRule[] {
  const byUrl = new Map<string, string[]>();
  for (const [country, url] of Object.entries(geo ?? {})) byUrl.set(url, [...(byUrl.get(url) ?? []), country]);
  return [...byUrl].map(([url, countries]) => ({
    id: GEO_RULE_PREFIX + countries.join('+'),
    when: [{ on: 'country', is: countries }],
    then: { url },
  }));
}

function socialOf(link: Link): SocialPreview | undefined {
  const social: SocialPreview = { ...link.settings.social };
  if (link.title !== null) social.title = link.title;
  return Object.keys(social).length > 0 ? social : undefined;
}
