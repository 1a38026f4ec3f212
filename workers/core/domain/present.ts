/** Shows a domain, and what its DNS has to say, on the wire. */
import type { Domain } from './domain.ts';
import type { Verification } from './verify.ts';
import type { WireDomain, WireDomainDns } from './wire.ts';

export function toWireDomain(domain: Domain): WireDomain {
  return {
    id: domain.id,
    slug: domain.slug,
    verified: domain.verified,
    primary: domain.primary,
    archived: domain.archived,
    shared: domain.shared,
    caseSensitive: domain.caseSensitive,
    placeholder: domain.placeholder,
    expiredUrl: domain.expiredUrl,
    notFoundUrl: domain.notFoundUrl,
    logo: domain.logo,
    assetLinks: domain.assetLinks,
    appleAppSiteAssociation: domain.appleAppSiteAssociation,
    createdAt: new Date(domain.createdAt).toISOString(),
    updatedAt: new Date(domain.updatedAt).toISOString(),
    registeredDomain: null,
  };
}

export function toWireDns({ domain, records, help, certificate }: Verification): WireDomainDns {
  return {
    slug: domain.slug,
    verified: domain.verified,
    records,
    help,
    certificate: certificate ? { status: certificate.status, problems: certificate.problems } : null,
  };
}
