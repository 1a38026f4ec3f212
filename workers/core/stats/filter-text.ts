/**
 * A report's filter as text, as parameters and addresses carry it: `a` is, `a,b` is one of, `-a,b` is none of, `~a` contains. A backslash
 * takes the sign after it as part of the value, so that any value can be asked for.
 */

export interface FilterText {
  not: boolean;
  /** The values are parts of what is looked for. */
  contains: boolean;
  /** Each once; none in a text that says nothing. */
  values: string[];
}

const NOT = '-';
const CONTAINS = '~';
const ESCAPE = '\\';
/** What a backslash can stand before. Before anything else it is itself: values with one were always taken as they are. */
const ESCAPABLE = /[\\,~\s-]/;

export function parseFilterText(text: string): FilterText {
  const not = text.startsWith(NOT);
  const listed = not ? text.slice(NOT.length) : text;
  const contains = listed.startsWith(CONTAINS);
  const values = valuesOf(contains ? listed.slice(CONTAINS.length) : listed);
  return { not, contains, values: [...new Set(values.filter((value) => value !== ''))] };
}

/** The text that is read as just this. */
export function renderFilterText({ not, contains, values }: FilterText): string {
  return `${not ? NOT : ''}${contains ? CONTAINS : ''}${values.map(escaped).join(',')}`;
}

/** Space around a value is no part of it, unless it is escaped. */
function valuesOf(text: string): string[] {
  const values: string[] = [];
  let value = '';
  /** Characters of the value that must not be trimmed away. */
  let kept = 0;
  for (let at = 0; at < text.length; at++) {
    const [char = '', next = ''] = [text[at], text[at + 1]];
    if (char === ESCAPE && ESCAPABLE.test(next)) {
      value += next;
      kept = value.length;
      at += 1;
    } else if (char === ',') {
      values.push(trimmedEnd(value, kept));
      [value, kept] = ['', 0];
    } else if (value !== '' || char.trim() !== '') value += char;
  }
  return [...values, trimmedEnd(value, kept)];
}

function trimmedEnd(value: string, kept: number): string {
  return value.slice(0, kept) + value.slice(kept).trimEnd();
}

/** Signs and space at the front, space at the end, commas and backslashes anywhere. */
function escaped(value: string): string {
  const last = value.length - 1;
  return value.replaceAll(/[\\,~\s-]/g, (char, at: number) => {
    const isMeant = char === ESCAPE || char === ',' || at === 0 || (at === last && char.trim() === '');
    return isMeant ? ESCAPE + char : char;
  });
}
