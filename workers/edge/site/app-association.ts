/** The files by which Apple and Google tie a domain to its apps. */
import type { DomainRecord } from '#core/route/record.ts';

export type AppFile = 'appleAppSiteAssociation' | 'assetLinks';

/** Paths under which the files are asked for. */
export const APP_FILES: Record<string, AppFile> = {
  '/.well-known/apple-app-site-association': 'appleAppSiteAssociation',
  '/apple-app-site-association': 'appleAppSiteAssociation',
  '/.well-known/assetlinks.json': 'assetLinks',
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** 404 for a domain without apps. Apple and Google follow no redirect and want plain JSON. */
export function appAssociation(domain: DomainRecord, file: AppFile): Response {
  const text = domain[file];
  if (text === undefined || !isJson(text))
    return new Response('Not found\n', { status: 404, headers: { 'Cache-Control': 'no-store' } });
  return new Response(text, {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300' },
  });
}
