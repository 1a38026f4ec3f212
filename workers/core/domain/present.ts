/** Shows a domain on the wire. */
import type { Domain } from './domain.ts';
import type { WireDomain } from './wire.ts';

export function toWireDomain(domain: Domain): WireDomain {
  return {
    id: domain.id,
    slug: domain.slug,
    verified: domain.verified,
    primary: domain.primary,
    archived: domain.archived,
    placeholder: null,
    expiredUrl: domain.expiredUrl,
    notFoundUrl: domain.notFoundUrl,
    logo: null,
    assetLinks: domain.assetLinks,
    appleAppSiteAssociation: domain.appleAppSiteAssociation,
    createdAt: new Date(domain.createdAt).toISOString(),
    updatedAt: new Date(domain.updatedAt).toISOString(),
    registeredDomain: null,
  };
}
