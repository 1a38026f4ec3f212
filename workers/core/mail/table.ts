/** Tables of figures in mails, as plain text and as HTML. */
import { escape } from './escape.ts';

export interface LetterTable {
  title: string;
  /** The first column is text, the others are figures. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Between columns of text. */
const GAP = '  ';

/** Columns as wide as their widest cell, figures to the right. */
export function tableAsText({ title, head, rows }: LetterTable): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join(GAP)
      .trimEnd();
  return [title, ...all.map(line)].join('\n');
}

const TITLE = 'margin:16px 0 6px;font-size:15px;font-weight:600;color:#1c1c1e';
const CELL = 'padding:6px 0 6px 12px;border-bottom:1px solid #e7e5e4;font-size:14px;color:#1c1c1e';

export function tableAsHtml({ title, head, rows }: LetterTable): string {
  const line = (row: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${row.map((cell, column) => `<${tag} style="${CELL};text-align:${column === 0 ? 'left' : 'right'};font-weight:${tag === 'th' ? 600 : 400}">${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<p style="${TITLE}">${escape(title)}</p>
<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 16px">${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}
