/** `key+`: shows where a link leads without going there. Not a click. */
import type { LinkRecord } from '#core/route/record.ts';
import { safeDestination } from '#core/link/scheme.ts';
import { escapeHtml } from '../page/escape.ts';
import { PAGE_HEADERS, renderPage } from '../page/shell.ts';

/** Long addresses are shown whole up to this; the part that matters for trust comes first. */
const MAX_SHOWN_CHARS = 500;

function destinationText(record: LinkRecord): string {
  if (record.passwordHash !== undefined) return '<p>Its destination is shown after the password.</p>';
  if (record.maxClicks !== undefined) return '<p>Its destination is shown to its counted visitors only.</p>';
  const url = safeDestination(record.url);
  if (url === undefined) return '<p>It leads nowhere.</p>';
  const shown = url.length > MAX_SHOWN_CHARS ? `${url.slice(0, MAX_SHOWN_CHARS)}…` : url;
  return `<p><a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${escapeHtml(shown)}</a></p>`;
}

function varies(record: LinkRecord): string {
  const depends =
    record.rules !== undefined ||
    record.split !== undefined ||
    record.ios !== undefined ||
    record.android !== undefined;
  return depends ? '<p>It may lead elsewhere depending on the visitor, e.g. on country or device.</p>' : '';
}

/** For those whom the destination itself has warned, or who have been there. */
function reportLink(shortUrl: string, reportUrl: string): string {
  if (reportUrl === '') return '';
  return ` · <a href="${escapeHtml(`${reportUrl}?link=${encodeURIComponent(shortUrl)}`)}" rel="nofollow">Report this link</a>`;
}

/** @param reportUrl where a link can be reported; empty: nowhere. */
export function previewPage(record: LinkRecord, shortUrl: string, reportUrl: string): Response {
  const body = `<h1>Where this link leads</h1><p>${escapeHtml(shortUrl)}</p>${destinationText(record)}${varies(record)}<small>Short link by Hopline${reportLink(shortUrl, reportUrl)}</small>`;
  return new Response(renderPage('Where this link leads', body), { headers: PAGE_HEADERS });
}
