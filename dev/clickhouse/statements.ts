/** Just enough reading of ClickHouse SQL to cut statements apart and to see where the rows of an INSERT begin. */

/** Text in which a semicolon or a keyword means nothing: strings, quoted names, comments, heredocs. */
const OPAQUE = [
  /'(?:[^'\\]+|\\.|'')*'/,
  /"(?:[^"\\]+|\\.|"")*"/,
  /`(?:[^`\\]+|\\.|``)*`/,
  /--[^\n]*/,
  /#[ !][^\n]*/,
  /\/\*.*?\*\//,
  /\$\w*\$.*?\$\w*\$/,
];
const OPAQUE_OR_SEMICOLON = new RegExp([...OPAQUE.map((part) => part.source), ';'].join('|'), 'gs');
const COMMENT = /^(?:--|#|\/\*)/;

/** Statements of `sql` without their semicolons, trimmed; pieces that hold only comments are left out. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let hasCode = false;
  let last = 0;
  for (const match of sql.matchAll(OPAQUE_OR_SEMICOLON)) {
    hasCode ||= /\S/.test(sql.slice(last, match.index)) || !(match[0] === ';' || COMMENT.test(match[0]));
    last = match.index + match[0].length;
    if (match[0] !== ';') continue;
    if (hasCode) statements.push(sql.slice(start, match.index).trim());
    start = last;
    hasCode = false;
  }
  if (hasCode || /\S/.test(sql.slice(last))) statements.push(sql.slice(start).trim());
  return statements;
}

export interface InsertStatement {
  /** Everything up to and including `FORMAT x`. */
  head: string;
  format: string;
  /** What follows the format's name on the same text: inline rows, or nothing. */
  inlineRows: string;
}

/** The INSERT that takes rows in a named format, or null: `INSERT … SELECT` and `INSERT … VALUES` are ordinary statements. */
export function parseInsert(sql: string): InsertStatement | null {
  const code = blankOut(sql);
  if (!/^\s*INSERT\s/i.test(code)) return null;
  const format = /\bFORMAT\s+(\w+)[ \t]*(?:;\s*$|\r?\n|$| )/i.exec(code);
  if (!format?.[1] || /\bFROM\s+INFILE\b/i.test(code.slice(0, format.index))) return null;
  const nameEnd = format.index + format[0].search(/\w+[ \t]*(?:;\s*)?\s*$/) + format[1].length;
  const inlineRows = sql.slice(format.index + format[0].length);
  return { head: sql.slice(0, nameEnd), format: format[1], inlineRows };
}

/** The format a statement asks for in its own FORMAT clause, or null. */
export function formatClause(sql: string): string | null {
  return /\bFORMAT\s+(\w+)\s*;?\s*(?:SETTINGS\b[^;]*)?$/i.exec(blankOut(sql).trimEnd())?.[1] ?? null;
}

/** Same length, with everything opaque turned into spaces, so that positions still point into the original. */
function blankOut(sql: string): string {
  return sql.replace(OPAQUE_OR_SEMICOLON, (text) => (text === ';' ? text : text.replace(/[^\n]/g, ' ')));
}
