/** The local mailbox as a page: what Hopline would have sent, with its links to click on. */
import { escape } from '#core/mail/escape.ts';
import type { StoredMail } from './store.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:760px;padding:32px 16px;color:#1c1c1e;background:#fff}
h1{font-size:20px}a{color:inherit}article{border:1px solid #ddd;border-radius:8px;padding:16px;margin:0 0 16px}h2{font-size:16px;margin:0}
small{color:#6b6b70}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:12px 0 0}
iframe{width:100%;height:520px;border:0;border-radius:6px;background:#f5f5f4}
@media(prefers-color-scheme:dark){body{background:#161618;color:#eee}article{border-color:#333}}`;

export function mailPage(mails: readonly StoredMail[]): string {
  const list = mails.map(article).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Local mail</title>
<style>${STYLE}</style><h1>Local mail</h1><p><small>What Hopline would have sent. Nothing leaves this machine. Newest first; reload for more.</small></p>
${list || '<p>No mail yet. Sign up, invite somebody, or ask for a new password.</p>'}</html>`;
}

function article({ to, subject, at, text, html }: StoredMail): string {
  return `<article><h2>${escape(subject)}</h2><small>to ${escape(to.join(', '))} · ${escape(at)}</small>
<pre>${linked(escape(text))}</pre><details><summary><small>As it looks in a mail program</small></summary>
<iframe sandbox="allow-popups allow-top-navigation-by-user-activation" title="HTML version" srcdoc="${escape(html)}"></iframe></details></article>`;
}

/** Of text that is escaped already. */
function linked(text: string): string {
  return text.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
}
