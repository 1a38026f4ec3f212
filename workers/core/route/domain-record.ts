/** Compiles a domain into the record the edge serves. The api and the edge both make it from the row: equal rows, equal text. */
import type { Domain } from '../domain/domain.ts';
import type { DomainRecord } from './record.ts';

type Served = Pick<
  Domain,
  'workspaceId' | 'caseSensitive' | 'notFoundUrl' | 'expiredUrl' | 'appleAppSiteAssociation' | 'assetLinks'
>;

export function toDomainRecord(domain: Served): DomainRecord {
  return {
    version: 1,
    workspaceId: domain.workspaceId,
    ...(domain.caseSensitive ? { caseSensitive: true } : {}),
    ...(domain.notFoundUrl ? { notFoundUrl: domain.notFoundUrl } : {}),
    ...(domain.expiredUrl ? { expiredUrl: domain.expiredUrl } : {}),
    ...(domain.appleAppSiteAssociation ? { appleAppSiteAssociation: domain.appleAppSiteAssociation } : {}),
    ...(domain.assetLinks ? { assetLinks: domain.assetLinks } : {}),
  };
}
