/** The one frame of the edge's pages: self-contained, light and dark, nothing loaded from anywhere. */
import { escapeHtml } from './escape.ts';

/** Checked against its hash by a test: a page may use this style and no other. */
export const STYLE =
  ':root{color-scheme:light dark}*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fafafa,#0e0f12);color:light-dark(#18181b,#f4f4f5)}main{max-width:26rem;width:100%}p{margin:8px 0 0;color:light-dark(#52525b,#a1a1aa);overflow-wrap:anywhere}h1{margin:0;font-size:22px;line-height:1.3;letter-spacing:-.01em}small{display:block;margin-top:28px;color:light-dark(#71717a,#8b8b94);font-size:13px}a{color:light-dark(#4338ca,#a5b4fc)}form{display:flex;gap:8px;margin-top:20px}input,button{font:inherit;border-radius:8px;padding:9px 12px;border:1px solid light-dark(#a1a1aa,#52525b);min-width:0}input{flex:1;background:light-dark(#fff,#18191d);color:inherit}button{border-color:transparent;background:light-dark(#4338ca,#a5b4fc);color:light-dark(#fff,#18181b);cursor:pointer}[role=alert]{color:light-dark(#b91c1c,#fca5a5)}';

/** sha256 of STYLE, as CSP wants it. */
export const STYLE_HASH = 'sha256-wStULA8LdpySb6i0jwsdKxJ5AnrNwlPUiyHL5Cy3YXE=';

const CONTENT_POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Headers of every page. Pages are never stored, never framed, never indexed, and tell nobody where the visitor came from. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'private, no-store, max-age=0',
  'Content-Security-Policy': CONTENT_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

/** @param body trusted HTML; texts inside it have been escaped by whoever wrote it. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style><main>${body}</main></html>`;
}

/** A heading and a sentence, and in small print what helps support find the case. */
export function renderMessage(title: string, sentence: string, small = ''): string {
  const note = small === '' ? '' : `<small>${escapeHtml(small)}</small>`;
  return renderPage(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p>${note}`);
}
