/** A short-link host name as the product knows it. */
export interface Domain {
  id: string;
  /** Host name in lower case (punycode), without a port. */
  slug: string;
  workspaceId: string;
  /** The workspace has proven that the name is its own. Only then does it serve links; at most one workspace per name. */
  verified: boolean;
  primary: boolean;
  archived: boolean;
  caseSensitive: boolean;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  appleAppSiteAssociation: string | null;
  assetLinks: string | null;
  placeholder: string | null;
  logo: string | null;
  /** What the TXT record has to say. */
  verificationToken: string;
  /** When the DNS was last asked (Unix ms); 0: never. */
  checkedAt: number;
  /** Custom hostname at the provider of certificates, where one is configured. */
  hostnameId: string | null;
  hostnameStatus: string | null;
  /** Set while its links are being removed, after which it is gone. */
  deletingAt: number | null;
  /** Starts at 1, grows by one with each change. */
  revision: number;
  /** Open to every workspace of this instance, though it belongs to one. */
  shared: boolean;
  /** False for a shared domain of another workspace. */
  own: boolean;
  createdAt: number;
  updatedAt: number;
}

/** A workspace with more domains than this needs paging first. */
export const MAX_DOMAINS = 500;
export const MAX_PLACEHOLDER_CHARS = 100;
/** A data: address of a small picture; larger ones belong on a server. */
export const MAX_LOGO_CHARS = 64_000;
/** Apple reads at most 128 KB; a body of this api holds 100. */
export const MAX_APP_FILE_CHARS = 50_000;
