/** What the api says about itself: the way in, the document, the reference page, the meaning of errors. */
import { Hono } from 'hono';
import type { Html } from './text.ts';
import type { ApiContext } from '../http/context.ts';
import { limitAddress } from '../limit/by-address.ts';
import { ERROR_PAGE_PATH, errorPage } from '../openapi/errors.ts';
import { referencePage } from './page.ts';
import type { ShownDocument } from '#core/reference/document.ts';
import { STYLE } from './style.ts';

export const REFERENCE_PATH = '/docs';
const DOCUMENT_PATH = '/openapi.json';
const STYLE_PATH = '/docs/style.css';

/** A new version is seen soon, a page is not made for each reader. */
const CACHED = { 'cache-control': 'public, max-age=300' };
/** Nothing runs on these pages, and nothing comes from elsewhere. */
const PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `documentOf` makes the document for an origin; it is asked once per isolate. */
export function referenceApp<Doc extends ShownDocument>(documentOf: (apiUrl: string) => Doc): Hono<ApiContext> {
  const known = new Map<string, { document: Doc; page: Html }>();
  const described = (apiUrl: string): { document: Doc; page: Html } => {
    const document = known.get(apiUrl)?.document ?? documentOf(apiUrl);
    const made = known.get(apiUrl) ?? { document, page: referencePage(document) };
    known.set(apiUrl, made);
    return made;
  };
  const app = new Hono<ApiContext>();
  app.get('/', limitAddress, (c) => {
    const { apiUrl } = c.get('services').config;
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`${apiUrl}${REFERENCE_PATH}`);
    return c.json(entranceOf(apiUrl));
  });
  app.get(DOCUMENT_PATH, limitAddress, (c) => c.json(described(c.get('services').config.apiUrl).document, 200, CACHED));
  app.get(REFERENCE_PATH, limitAddress, async (c) => {
    const { page } = described(c.get('services').config.apiUrl);
    return c.html(await page, 200, { ...CACHED, 'content-security-policy': PAGE_POLICY });
  });
  app.get(ERROR_PAGE_PATH, (c) => c.html(errorPage(), 200, { ...CACHED, 'content-security-policy': PAGE_POLICY }));
  app.get(STYLE_PATH, (c) => c.body(STYLE, 200, { ...CACHED, 'content-type': 'text/css; charset=utf-8' }));
  return app;
}

function entranceOf(apiUrl: string): Record<string, string> {
  return {
    name: 'Hopline API',
    version: 'v1',
    reference: apiUrl + REFERENCE_PATH,
    openapi: apiUrl + DOCUMENT_PATH,
    errors: apiUrl + ERROR_PAGE_PATH,
    health: `${apiUrl}/health`,
  };
}
