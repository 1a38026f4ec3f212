/** Reads the first rows of a CSV file, enough to show its columns or its problems; the import itself reads it on the server. */

const DELIMITERS = [',', ';', '\t'];

/** The one that most often stands outside quotes in the first line. */
export function delimiterOf(text: string): string {
  const line = text.replaceAll(/"[^"]*"/g, '').split(/\r?\n/, 1)[0] ?? '';
  const times = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (times(each) > times(best) ? each : best));
}

/** RFC 4180: quotes, doubled quotes, line breaks within quotes. At most `maxRows`. */
export function readCsv(text: string, maxRows: number, delimiter = delimiterOf(text)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let at = text.startsWith('\u{FEFF}') ? 1 : 0; at < text.length && rows.length < maxRows; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) endCell();
    else if (char === '\n') endRow();
    else if (char !== '\r') cell += char;
  }
  if (rows.length < maxRows && (cell !== '' || row.length > 0)) endRow();
  return rows;
}
