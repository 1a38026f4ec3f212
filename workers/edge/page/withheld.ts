/** For hits that must not use up one of a link's counted clicks: they learn that the link is there, not where it leads. */
import type { CaptureSign } from '#core/event/captured.ts';
import { PAGE_HEADERS, renderMessage } from './shell.ts';

/** A prefetching browser is refused, so that it asks again when a person really goes there. */
export function withheldPage(signs: readonly CaptureSign[]): Response {
  const headers = { ...PAGE_HEADERS, 'X-Hopline-Reason': 'counted-visits-only' };
  const page = renderMessage(
    'A link for a limited number of visits',
    'Open it in a browser to use one of them.',
    'Short link by Hopline',
  );
  return new Response(page, { status: signs.includes('prefetch') ? 503 : 200, headers });
}
