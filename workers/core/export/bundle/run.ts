/** Moves an export on, part by part, until it is over, canceled, or its time is up. A part that was begun is simply written again. */
import { END, type ExportCursor, type ExportFile, type ExportJob, MAX_FILE_BYTES, PART_CHARS, START } from './job.ts';
import { type LeftOut, manifestOf } from './manifest.ts';
import type { BundleFiles, ExportSource, ExportStore } from './ports.ts';

export interface ExportTools {
  exports: ExportStore;
  files: BundleFiles;
  /** What is exported, always in the same order. */
  sources(job: ExportJob): Promise<ExportSource[]>;
  leftOut: readonly LeftOut[];
  /** About as many rows as there will be. */
  countRows(job: ExportJob): Promise<number>;
  /** Tells the one who asked that it is ready. */
  tell(job: ExportJob): Promise<void>;
  now(): number;
  /** Smaller in tests. */
  limits?: { partChars: number; fileBytes: number };
}

/** @returns true when there is more to do. Throws what failed: the same part comes again. */
export async function runExport(tools: ExportTools, id: string, untilMs: number): Promise<boolean> {
  do {
    const job = await tools.exports.byId(id);
    if (job?.state !== 'running') return false;
    if (job.cursor.source === END) {
      await finish(tools, job);
      return false;
    }
    await step(tools, job);
  } while (tools.now() < untilMs);
  return true;
}

async function step(tools: ExportTools, job: ExportJob): Promise<void> {
  const updatedAt = tools.now();
  const sources = await tools.sources(job);
  if (job.cursor.source === '') {
    const cursor = { ...START, source: sources[0]?.name ?? END };
    await tools.exports.advance(job, { cursor, expectedRows: await tools.countRows(job), updatedAt });
    return;
  }
  const at = sources.findIndex(({ name }) => name === job.cursor.source);
  const source = sources[at];
  if (!source) throw new Error(`Export ${job.id} stands at ${job.cursor.source}, which is no source`);
  const written = await writePart(tools, job, source, sources[at + 1]?.name ?? END);
  await tools.exports.advance(job, { ...written, updatedAt: tools.now() });
}

async function writePart(
  { files, limits = { partChars: PART_CHARS, fileBytes: MAX_FILE_BYTES } }: ExportTools,
  job: ExportJob,
  source: ExportSource,
  nextSource: string,
): Promise<Pick<ExportJob, 'cursor' | 'files' | 'rows'>> {
  const { cursor } = job;
  let text = cursor.part === 0 ? source.head : '';
  let [rows, after] = [0, cursor.after];
  do {
    const page = await source.page(after);
    text += page.text;
    rows += page.rows;
    after = page.next;
  } while (after !== null && text.length < limits.partChars);
  const name = fileName(source, cursor.file);
  const stored = await files.putPart(job, name, cursor.part, text, source.zipped);
  const grown: ExportCursor = {
    ...cursor,
    after,
    part: cursor.part + 1,
    rows: cursor.rows + rows,
    bytes: cursor.bytes + stored,
  };
  const total = job.rows + rows;
  if (after !== null && grown.bytes < limits.fileBytes) return { cursor: grown, files: job.files, rows: total };
  const file: ExportFile = { name, rows: grown.rows, ...(await files.seal(job, name, grown.part)) };
  if (file.bytes !== grown.bytes) throw new Error(`${name} of ${job.id} has ${file.bytes} bytes, not ${grown.bytes}`);
  const next = after === null ? { source: nextSource } : { source: source.name, after, file: cursor.file + 1 };
  return { cursor: { ...START, ...next }, files: [...job.files, file], rows: total };
}

function fileName({ name, ending, zipped }: ExportSource, number: number): string {
  return `${name}${number === 1 ? '' : `-${number}`}.${ending}${zipped ? '.gz' : ''}`;
}

/** The manifest comes last, so that it knows every file. */
async function finish(tools: ExportTools, job: ExportJob): Promise<void> {
  const now = tools.now();
  const manifest = manifestOf(job, await tools.sources(job), tools.leftOut, now);
  const name = 'manifest.json';
  await tools.files.putPart(job, name, 0, manifest, false);
  const file: ExportFile = { name, rows: job.files.length, ...(await tools.files.seal(job, name, 1)) };
  const files = [...job.files.filter((each) => each.name !== name), file];
  // First: what fails here is tried again, and a mail that comes twice is better than none.
  await tools.tell({ ...job, files });
  await tools.exports.move(job.id, 'running', { state: 'done', files, updatedAt: now, finishedAt: now });
}
