/** `key.qr`: the link's QR code as SVG. Scans are told from clicks by `?qr=1`. */
import { renderSVG } from 'uqr';

/** Printed codes get dirty: medium correction, and the quiet zone the standard asks for. */
const OPTIONS = { ecc: 'M', border: 4 } as const;

/** @param shortUrl the link's public address, without a query. */
export function qrImage(shortUrl: string): Response {
  return new Response(renderSVG(`${shortUrl}?qr=1`, OPTIONS), {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Content-Security-Policy': "default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      // The picture depends on nothing but the address.
      'Cache-Control': 'public, max-age=86400',
      'X-Robots-Tag': 'noindex',
    },
  });
}
