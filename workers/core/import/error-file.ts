/** The error file: one CSV line for each line that was refused, with its number, the reason and the line as it was. */

export const ERROR_HEADER = 'line,reason,content\r\n';

export function errorLine(line: number, reason: string, content: string): string {
  return `${line},${csvCell(reason)},${csvCell(content)}\r\n`;
}

/** Spreadsheets run what begins like a formula: an apostrophe keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** RFC 4180; text that a spreadsheet would run is disarmed. */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
