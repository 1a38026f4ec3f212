/** Finds out how an import's file is built from its first bytes; a JSON document is cut into lines once. */
import { parse } from 'csv-parse/sync';
import { AppError } from '#core/error/app-error.ts';
import { FORMATS } from '#core/import/format/formats.ts';
import { nameOf } from '#core/import/format/format.ts';
import { type FileShape, fileKey, type ImportJob, linesKey, MAX_JSON_FILE_BYTES } from '#core/import/job.ts';

/** A header is shorter. */
const HEAD_BYTES = 64_000;
const DELIMITERS = [',', ';', '\t'];
/** `EF BB BF` */
const BOM = '\uFEFF';

/** Throws `unprocessable_entity` when the file is nothing that can be imported. */
export async function findShape(vault: R2Bucket, job: ImportJob): Promise<FileShape> {
  const source = fileKey(job);
  const object = await vault.get(source, { range: { offset: 0, length: HEAD_BYTES } });
  if (!object) throw new AppError('unprocessable_entity', 'The file is gone. Upload it again.');
  const head = new TextDecoder().decode(await object.arrayBuffer());
  const bytes = object.size;
  const start = head.replace(BOM, '').trimStart();
  if (start === '') throw new AppError('unprocessable_entity', 'The file is empty.');
  if (head.includes('\0'))
    throw new AppError('unprocessable_entity', 'The file is not text in UTF-8. Save it as CSV UTF-8, or as JSON.');
  if (isLineOfJson(start, FORMATS[job.format].lists)) return { kind: 'ndjson', source, bytes };
  if (start.startsWith('{') || start.startsWith('[')) return cutIntoLines(vault, job, bytes);
  return { kind: 'csv', source, bytes, ...readHeader(head, bytes <= HEAD_BYTES) };
}

/** One whole object on the first line that holds no list of links, but is one. */
function isLineOfJson(start: string, lists: readonly string[]): boolean {
  const end = start.indexOf('\n');
  if (!start.startsWith('{')) return false;
  try {
    return listIn(JSON.parse(end < 0 ? start : start.slice(0, end)), lists) === undefined;
  } catch {
    return false;
  }
}

function readHeader(head: string, isWhole: boolean): { delimiter: string; header: string[] } {
  const end = head.indexOf('\n');
  if (end < 0 && !isWhole)
    throw new AppError('unprocessable_entity', 'The first line is longer than 64 KB: is this a CSV file?');
  const first = end < 0 ? head : head.slice(0, end);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
  const [header = []] = parse(head, { delimiter, bom: true, relax_quotes: true, relax_column_count: true, to: 1 });
  return { delimiter, header: header.map((name) => name.trim()) };
}

async function cutIntoLines(vault: R2Bucket, job: ImportJob, bytes: number): Promise<FileShape> {
  if (bytes > MAX_JSON_FILE_BYTES)
    throw new AppError(
      'unprocessable_entity',
      `A JSON document may have ${MAX_JSON_FILE_BYTES / 1_000_000} MB. Larger ones: one object a line (NDJSON), or CSV.`,
    );
  const object = await vault.get(fileKey(job));
  const text = new TextDecoder().decode((await object?.arrayBuffer()) ?? new ArrayBuffer());
  const items = listIn(parseJson(text), FORMATS[job.format].lists);
  if (!items) throw new AppError('unprocessable_entity', 'The JSON document holds no list of links.');
  const lines = new TextEncoder().encode(items.map((item) => JSON.stringify(item)).join('\n'));
  await vault.put(linesKey(job), lines);
  return { kind: 'ndjson', source: linesKey(job), bytes: lines.byteLength };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(BOM, '')) as unknown;
  } catch (error) {
    throw new AppError('unprocessable_entity', `The file is not valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A list, or what stands under one of the paths; YOURLS writes an object of `link_1`, `link_2`, … */
function listIn(value: unknown, paths: readonly string[]): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  for (const path of paths) {
    const found = path.split('.').reduce<unknown>(inner, value);
    if (Array.isArray(found)) return found;
    if (typeof found === 'object' && found !== null) return Object.values(found);
  }
  return undefined;
}

function inner(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => nameOf(key) === name)?.[1];
}
