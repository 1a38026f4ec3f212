/** A short-link host name as the product knows it. */
export interface Domain {
  id: string;
  /** Host name in lower case, without a port. */
  slug: string;
  workspaceId: string;
  verified: boolean;
  primary: boolean;
  archived: boolean;
  caseSensitive: boolean;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  appleAppSiteAssociation: string | null;
  assetLinks: string | null;
  createdAt: number;
  updatedAt: number;
}
