/** Reads one portion of an import's file: from a byte on, as many whole records as fit. CSV by csv-parse, or a JSON object a line. */
import { type CsvError, type Info, parse } from 'csv-parse';
import type { FileShape, ImportCursor } from '#core/import/job.ts';
import type { Line, Portion } from '#core/import/portion.ts';

/** Its links as JSON, with their audit entries, stay below what one D1 statement takes as a parameter. */
export const PORTION_BYTES = 400_000;
/** Rows of one D1 batch: it has to be over within seconds. */
export const MAX_PORTION_LINES = 1_000;
/** A record above this is a quote that nobody closed. */
export const MAX_RECORD_BYTES = 200_000;
const NEWLINE = 10;

interface CsvRecord {
  info: Info;
  record: string[];
}

export async function readPortion(
  file: Pick<R2Bucket, 'get'>,
  shape: FileShape,
  from: ImportCursor,
  portionBytes = PORTION_BYTES,
): Promise<Portion> {
  if (from.byte >= shape.bytes) return { lines: [], next: from, atEnd: true };
  const bytes = await read(file, shape, from.byte, portionBytes);
  const isLast = from.byte + bytes.byteLength >= shape.bytes;
  const portion = shape.kind === 'csv' ? await readCsv(bytes, isLast, shape, from) : readLines(bytes, isLast, from);
  return { ...portion, atEnd: portion.next.byte >= shape.bytes };
}

async function read(file: Pick<R2Bucket, 'get'>, shape: FileShape, offset: number, length: number) {
  const object = await file.get(shape.source, { range: { offset, length: Math.min(length, shape.bytes - offset) } });
  if (!object) throw new Error(`The import's file ${shape.source} is gone`);
  return new Uint8Array(await object.arrayBuffer());
}

type Part = Omit<Portion, 'atEnd'>;

async function readCsv(bytes: Uint8Array, isLast: boolean, shape: FileShape, from: ImportCursor): Promise<Part> {
  const { records, problem } = await parseCsv(bytes, isLast, shape.delimiter ?? ',');
  const lines: Line[] = [];
  let [byte, line] = [0, from.line];
  for (const { record, info } of records.slice(0, MAX_PORTION_LINES)) {
    const isHeader = from.byte === 0 && byte === 0;
    const text = decode(bytes.subarray(byte, info.bytes)).replace(/^[\r\n]+|[\r\n]+$/g, '');
    if (!isHeader && record.some((cell) => cell.trim() !== ''))
      lines.push({ line: line + 1 + leadingBreaks(bytes, byte), text, record: named(record, shape.header ?? []) });
    // Counted here: the parser takes a line break inside quotes for two when it has two characters.
    line += breaksIn(bytes, byte, info.bytes);
    byte = info.bytes;
  }
  const isWhole = records.length <= MAX_PORTION_LINES;
  if (isWhole && problem) return withBroken(bytes, { lines, byte, line, from, isLast });
  return { lines, next: { byte: from.byte + (isWhole && isLast ? bytes.byteLength : byte), line } };
}

/** Blank lines before a record belong to no record. */
function leadingBreaks(bytes: Uint8Array, at: number): number {
  let count = 0;
  for (let index = at; bytes[index] === NEWLINE || bytes[index] === 13; index++) if (bytes[index] === NEWLINE) count++;
  return count;
}

function breaksIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < to; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** The line at which the parser gave up is refused by itself, and reading goes on behind it. */
function withBroken(
  bytes: Uint8Array,
  {
    lines,
    byte,
    line,
    from,
    isLast,
  }: { lines: Line[]; byte: number; line: number; from: ImportCursor; isLast: boolean },
): Part {
  const start = byte + leadingBytes(bytes, byte);
  const end = bytes.indexOf(NEWLINE, start);
  const after = end < 0 ? bytes.byteLength : end + 1;
  const at = line + leadingBreaks(bytes, byte);
  if (end < 0 && !isLast && lines.length > 0) return { lines, next: { byte: from.byte + byte, line } };
  const text = decode(bytes.subarray(start, after)).trim();
  const problem = 'The line cannot be read: a quotation mark is opened and never closed, or the line is too long.';
  const broken: Line = { line: at + 1, text: text.slice(0, MAX_BROKEN_CHARS), record: undefined, problem };
  return { lines: [...lines, broken], next: { byte: from.byte + after, line: at + 1 } };
}

function leadingBytes(bytes: Uint8Array, at: number): number {
  let index = at;
  while (bytes[index] === NEWLINE || bytes[index] === 13) index++;
  return index - at;
}

const MAX_BROKEN_CHARS = 2_000;

/** Records that are complete. A last one without its line break is complete only at the end of the file. */
async function parseCsv(bytes: Uint8Array, isLast: boolean, delimiter: string) {
  const records: CsvRecord[] = [];
  let problem: CsvError | undefined;
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  await new Promise<void>((resolve) => {
    parser.on('data', (record: CsvRecord) => records.push(record));
    parser.on('error', (error: CsvError) => {
      problem = error;
      resolve();
    });
    parser.on('end', resolve);
    if (isLast) parser.end(bytes);
    else parser.write(bytes, () => setTimeout(resolve, 0));
  });
  if (!isLast && records.length === 0) problem ??= new Error('No record ends within a portion') as CsvError;
  return { records, problem };
}

/** Columns beyond the header have no name and are passed over. */
function named(record: readonly string[], header: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']));
}

function readLines(bytes: Uint8Array, isLast: boolean, from: ImportCursor): Part {
  const lines: Line[] = [];
  let [byte, line] = [0, from.line];
  while (byte < bytes.byteLength && lines.length < MAX_PORTION_LINES) {
    const end = bytes.indexOf(NEWLINE, byte);
    if (end < 0 && !isLast && byte > 0) break;
    const after = end < 0 ? bytes.byteLength : end + 1;
    line++;
    const text = decode(bytes.subarray(byte, after)).trim();
    if (text !== '') lines.push({ line, text, ...parsed(text) });
    byte = after;
  }
  return { lines, next: { byte: from.byte + byte, line } };
}

function parsed(text: string): Pick<Line, 'record' | 'problem'> {
  try {
    const record = JSON.parse(text) as unknown;
    if (typeof record === 'object' && record !== null && !Array.isArray(record))
      return { record: record as Record<string, unknown> };
  } catch {
    // Said below: what the line is not, not where a parser stumbled.
  }
  return { record: undefined, problem: 'The line is not a JSON object.' };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
