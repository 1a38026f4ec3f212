/** Makes a mail out of sentences: the same words as plain text and as HTML. What people wrote themselves is escaped in both. */
import { newEntityId } from '../id/entity-id.ts';
import { escape } from './escape.ts';
import { type LetterTable, tableAsHtml, tableAsText } from './table.ts';
import type { Mail } from './mail.ts';

export interface Letter {
  subject: string;
  /** Paragraphs. */
  lines: readonly string[];
  /** The one thing to do, with its address. */
  action?: { label: string; url: string };
  /** Figures, below the paragraphs. */
  tables?: readonly LetterTable[];
  /** Said below the action, smaller: how long it works, what to do when one did not ask for this. */
  notes?: readonly string[];
  /** How whoever gets it ends mails of this kind; said last, and told to mail programs. */
  stop?: { why: string; label: string; url: string };
}

/** Takes a letter on without making anybody wait for it. */
export type Post = (to: string, letter: Letter) => void;

/** Names of people and workspaces are longer than this only to do harm. */
const MAX_NAME_CHARS = 64;
const MAX_SUBJECT_CHARS = 150;

/** Text somebody typed, fit for a line of a mail: no line breaks, no control characters, no addresses that mail programs make clickable. */
export function plain(text: string): string {
  const line = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/:\/\//g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_NAME_CHARS ? `${line.slice(0, MAX_NAME_CHARS - 1)}…` : line;
}

/** `nowMs` becomes part of the mail's id. */
export function compose(to: string, letter: Letter, nowMs: number): Mail {
  const subject = letter.subject.replace(/[\r\n]+/g, ' ').slice(0, MAX_SUBJECT_CHARS);
  const unsubscribeUrl = letter.stop?.url ?? null;
  return {
    id: newEntityId('mail', nowMs),
    to,
    subject,
    text: asText(letter),
    html: asHtml(subject, letter),
    unsubscribeUrl,
  };
}

function asText({ lines, tables = [], action, notes = [], stop }: Letter): string {
  const parts = [
    ...lines,
    ...tables.map(tableAsText),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...notes,
    ...(stop ? [`${stop.why} ${stop.label}: ${stop.url}`] : []),
    'Hopline',
  ];
  return `${parts.join('\n\n')}\n`;
}

const PARAGRAPH = 'margin:0 0 16px;font-size:15px;line-height:1.5;color:#1c1c1e';
const NOTE = 'margin:0 0 8px;font-size:13px;line-height:1.5;color:#6b6b70';
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1c1c1e;color:#ffffff;font-size:15px;text-decoration:none';

/** Tables and inline styles, because that is what mail programs agree on. No images, nothing that reports back. */
function asHtml(subject: string, { lines, tables = [], action, notes = [], stop }: Letter): string {
  const body = [
    ...lines.map((line) => `<p style="${PARAGRAPH}">${escape(line)}</p>`),
    ...tables.map(tableAsHtml),
    ...(action ? [button(action)] : []),
    ...notes.map((note) => `<p style="${NOTE}">${escape(note)}</p>`),
    ...(stop ? [ending(stop)] : []),
  ].join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>
<body style="margin:0;background:#f5f5f4"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border-radius:10px"><tr>
<td style="padding:32px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<p style="margin:0 0 24px;font-size:13px;font-weight:600;color:#6b6b70">Hopline</p>
${body}
</td></tr></table></td></tr></table></body></html>
`;
}

function ending({ why, label, url }: NonNullable<Letter['stop']>): string {
  return `<p style="${NOTE}">${escape(why)} <a href="${escape(url)}" style="color:#6b6b70">${escape(label)}</a></p>`;
}

function button({ label, url }: { label: string; url: string }): string {
  const href = escape(url);
  return `<p style="margin:8px 0 24px"><a href="${href}" style="${BUTTON}">${escape(label)}</a></p>
<p style="${NOTE}">Or open this address: <a href="${href}" style="color:#6b6b70;word-break:break-all">${href}</a></p>`;
}
