/** The page of a cloaked link: the destination in a frame, and an honest way out for sites that refuse to be framed. */
import { escapeHtml } from './escape.ts';
import { PAGE_HEADERS } from './shell.ts';

const STYLE =
  'html,body{margin:0;height:100%}body{display:flex;flex-direction:column;font:13px/1.4 system-ui,sans-serif;color-scheme:light dark}iframe{flex:1;width:100%;border:0}p{margin:0;padding:4px 12px;text-align:center;background:Canvas;color:CanvasText}';
/** sha256 of STYLE. */
export const FRAME_STYLE_HASH = 'sha256-BUnFxsj1h2zuwSJuhmkgTizIFDBNLMwaN6XDN989hMg=';
export const FRAME_STYLE = STYLE;

const POLICY = `default-src 'none'; style-src '${FRAME_STYLE_HASH}'; frame-src https:; base-uri 'none'; form-action 'none'`;

/** @param location an https destination. Nobody can see from outside whether a site shows itself, so the way out is always there. */
export function framePage(location: string, title: string, index: boolean): Response {
  const url = escapeHtml(location);
  const name = escapeHtml(title || 'Shared page');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style><iframe src="${url}" title="${name}" allow="fullscreen"></iframe><p>Nothing to see? <a href="${url}" target="_top" rel="noopener">Open the page itself</a></p>`;
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'strict-origin-when-cross-origin',
  };
  if (index) headers['X-Robots-Tag'] = 'all';
  return new Response(html, { headers });
}
