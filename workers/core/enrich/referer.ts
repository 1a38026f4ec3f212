/** The page the visitor came from. */
import type { Step } from './draft.ts';

/** How reports name the absence of a referer. */
export const DIRECT = '(direct)';

/** A referer on the short link's own host (a password page, a preview) is our own doing, so it counts as none. */
export const putReferer: Step = ({ event, row }) => {
  const host = refererHost(event.referer);
  const own = host === '' || host === withoutWww(event.domain.toLowerCase());
  row.referer = own ? DIRECT : host;
  row.referer_url = own ? '' : event.referer;
  return undefined;
};

/** Host in lower case without `www.`; an Android app's id for `android-app://…`; empty when it is no url. */
export function refererHost(referer: string): string {
  if (referer === '') return '';
  const url = URL.parse(referer);
  if (!url || !['http:', 'https:', 'android-app:'].includes(url.protocol)) return '';
  return withoutWww(url.hostname.toLowerCase());
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice('www.'.length) : host;
}
