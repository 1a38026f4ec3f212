/** Moves an import on, portion by portion, until it is over, told to stop, or its time is up. */
import { AppError } from '../error/app-error.ts';
import { addCounts, type Portion, type PortionResult, type Refused } from './portion.ts';
import type { FileShape, ImportCursor, ImportJob } from './job.ts';
import type { ImportStore } from './ports.ts';

export interface RunTools {
  imports: ImportStore;
  findShape(job: ImportJob): Promise<FileShape>;
  readPortion(shape: FileShape, from: ImportCursor): Promise<Portion>;
  /** Does one portion's work; safe to repeat. */
  work(job: ImportJob, portion: Portion): Promise<PortionResult>;
  /** Keeps what was refused of the portion that begins at this byte; the same portion replaces itself. */
  keepRefused(job: ImportJob, byte: number, refused: readonly Refused[]): Promise<void>;
  now(): number;
}

/** @returns true when there is more to do. Throws what is not the file's fault: the same portion comes again. */
export async function runImport(tools: RunTools, id: string, untilMs: number): Promise<boolean> {
  do {
    const job = await tools.imports.byId(id);
    if (job?.state !== 'running') return false;
    const shape = job.shape ?? (await shapeOf(tools, job));
    if (!shape) return false;
    const portion = await tools.readPortion(shape, job.cursor);
    const { counts, refused } = await tools.work(job, portion);
    if (refused.length > 0) await tools.keepRefused(job, job.cursor.byte, refused);
    const now = tools.now();
    const moved = await tools.imports.advance(job, {
      cursor: portion.next,
      counts: addCounts(job.counts, counts),
      updatedAt: now,
    });
    if (moved && portion.atEnd)
      await tools.imports.move(id, ['running', 'paused'], {
        state: job.dryRun ? 'checked' : 'done',
        updatedAt: now,
        finishedAt: now,
      });
  } while (tools.now() < untilMs);
  return true;
}

/** Undefined when the file cannot be imported at all: the import has failed and says why. */
async function shapeOf(tools: RunTools, job: ImportJob): Promise<FileShape | undefined> {
  try {
    const shape = await tools.findShape(job);
    await tools.imports.move(job.id, ['running', 'paused'], { shape });
    return shape;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unprocessable_entity') throw error;
    await tools.imports.move(job.id, ['running', 'paused'], {
      state: 'failed',
      error: error.message,
      updatedAt: tools.now(),
      finishedAt: tools.now(),
    });
    return undefined;
  }
}
