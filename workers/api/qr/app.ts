/** The public QR image route. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { AppError } from '#core/error/app-error.ts';
import { parseColour } from '#core/qr/colour.ts';
import { drawPng, drawSvg, type QrOptions } from '#core/qr/draw.ts';
import { loadLogo, type Logo, toDataAddress } from '#core/qr/load-logo.ts';
import { readLogo } from '#core/qr/logo.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import type { ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { type qrQuerySchema, qrRoute } from './routes.ts';

/** The image depends on its address alone, and on the domain's logo, which changes rarely. */
const CACHE_SECONDS = 86_400;
const DOMAIN_LOGO_CACHE_SECONDS = 3_600;

type Query = z.output<typeof qrQuerySchema>;

export const qrApp = createRouter().openapi(qrRoute, async (c) => {
  const query = c.req.valid('query');
  const options: QrOptions = {
    text: query.url,
    sizePx: query.size,
    level: query.level,
    margin: query.includeMargin ? query.margin : 0,
    dark: parseColour(query.fgColor),
    light: parseColour(query.bgColor),
  };
  const logo = await logoOf(c, query);
  const seconds = query.logo === undefined && !query.hideLogo ? DOMAIN_LOGO_CACHE_SECONDS : CACHE_SECONDS;
  const headers = { 'cache-control': `public, max-age=${seconds}`, 'cross-origin-resource-policy': 'cross-origin' };
  if (query.format === 'svg') {
    const svg = drawSvg(options, logo && toDataAddress(logo));
    return c.body(svg, 200, { ...headers, 'content-type': 'image/svg+xml' });
  }
  return c.body(await drawPng(options, logo && readLogo(logo.bytes)), 200, { ...headers, 'content-type': 'image/png' });
});

/** The one asked for; else the domain's own, where it has one that can be drawn. */
async function logoOf(c: Context<ApiContext>, query: Query): Promise<Logo | undefined> {
  if (query.hideLogo) return undefined;
  const { outbound, config, log } = c.get('services');
  if (query.logo !== undefined && query.logo !== '') return loadLogo(outbound, query.logo);
  const host = URL.canParse(query.url) ? new URL(query.url).hostname : '';
  const source = host === '' ? undefined : await new D1DomainTruth(config.control).logo(host);
  if (source === undefined) return undefined;
  try {
    const logo = await loadLogo(outbound, source);
    return query.format === 'svg' || logo.type === 'image/png' ? logo : undefined;
  } catch (error) {
    // A logo that has gone must not take the code with it.
    if (!(error instanceof AppError)) throw error;
    log.warn('qr.logo_unreadable', { host, message: error.message });
    return undefined;
  }
}
