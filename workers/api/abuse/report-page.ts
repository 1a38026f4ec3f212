/** The report form as HTML, and its look: one column, light and dark, nothing from anywhere else. Everything is escaped by the template. */
import { html } from 'hono/html';
import { BLOCK_REASONS, type BlockReason } from '#core/abuse/case.ts';
import { MAX_NOTE_CHARS, MAX_REPORTED_CHARS } from '#core/abuse/report.ts';
import type { Html } from '../reference/text.ts';

/** What the form holds, as it was typed. */
export interface Filled {
  link: string;
  reason: string;
  note: string;
}

export const EMPTY_FORM: Filled = { link: '', reason: '', note: '' };

const CHOICES: Record<BlockReason, string> = {
  phishing: 'It pretends to be somebody else, or asks for passwords or payment data',
  malware: 'It spreads harmful software',
  spam: 'It came as spam',
  illegal: 'It leads to content that is against the law',
  other: 'Something else',
};

export function formPage({ link, reason, note }: Filled, problem = ''): Html {
  return page(
    'Report a link',
    html`<h1>Report a link</h1>
      <p>Does a short link of this service harm people? Tell us. Somebody will look at it.</p>
      ${problem === '' ? '' : html`<p role="alert">${problem}</p>`}
      <form method="post" action="report">
        <label for="link">The short link</label>
        <input
          id="link"
          name="link"
          value="${link}"
          maxlength="${MAX_REPORTED_CHARS}"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          inputmode="url"
        />
        <fieldset>
          <legend>What is wrong with it?</legend>
          ${BLOCK_REASONS.map(
            (each) =>
              html`<label class="choice"
                ><input type="radio" name="reason" value="${each}" required ${each === reason ? 'checked' : ''} />
                ${CHOICES[each]}</label
              >`,
          )}
        </fieldset>
        <label for="note">Anything that helps us <span>Optional</span></label>
        <textarea id="note" name="note" rows="4" maxlength="${MAX_NOTE_CHARS}">${note}</textarea>
        <button>Send the report</button>
      </form>
      <small>We keep no name and no address of yours.</small>`,
  );
}

export function thanksPage(): Html {
  return page(
    'Thank you',
    html`<h1>Thank you</h1>
      <p>Your report was received. Somebody will look at the link, and take it out of service if it harms people.</p>
      <p><a href="report">Report another link</a></p>`,
  );
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} · Hopline</title>
      <link rel="stylesheet" href="report.css" />
      <main>${body}</main>
    </html>`;
}

export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#18181b, #f4f4f5); --muted: light-dark(#52525b, #a1a1aa); --line: light-dark(#a1a1aa, #52525b);
  --page: light-dark(#fafafa, #0e0f12); --field: light-dark(#fff, #18191d); --accent: light-dark(#4338ca, #a5b4fc);
}
* { box-sizing: border-box; }
body { margin: 0; padding: 24px; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 6vh auto; }
h1 { margin: 0; font-size: 24px; line-height: 1.3; letter-spacing: -.01em; }
p { margin: 8px 0 0; color: var(--muted); }
a { color: var(--accent); }
form { display: grid; gap: 8px; margin-top: 24px; }
label, legend { font-weight: 500; padding: 0; }
label span { color: var(--muted); font-weight: 400; font-size: 14px; }
fieldset { display: grid; margin: 12px 0; padding: 0; border: 0; min-width: 0; }
.choice { display: flex; gap: 10px; align-items: baseline; padding: 8px 0; font-weight: 400; cursor: pointer; }
.choice input { flex: none; accent-color: var(--accent); }
input:not([type=radio]), textarea { width: 100%; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
textarea { resize: vertical; }
button { justify-self: start; margin-top: 12px; font: inherit; font-weight: 500; padding: 10px 18px; min-height: 44px; border: 0; border-radius: 8px; background: var(--accent); color: light-dark(#fff, #18181b); cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[role=alert] { margin-top: 16px; color: light-dark(#b91c1c, #fca5a5); }
small { display: block; margin-top: 28px; color: var(--muted); font-size: 13px; }
`;
