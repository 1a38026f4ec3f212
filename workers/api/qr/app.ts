/** The public QR image route. */
import { drawQr } from '#core/qr/draw.ts';
import { createRouter } from '../http/router.ts';
import { qrRoute } from './routes.ts';

/** The image depends on nothing but its address. */
const CACHE_SECONDS = 86_400;

export const qrApp = createRouter().openapi(qrRoute, async (c) => {
  const query = c.req.valid('query');
  const image = await drawQr({
    text: query.url,
    sizePx: query.size,
    level: query.level,
    margin: query.includeMargin ? query.margin : 0,
    dark: query.fgColor,
    light: query.bgColor,
  });
  return c.body(image, 200, { 'content-type': 'image/png', 'cache-control': `public, max-age=${CACHE_SECONDS}` });
});
