/** The manifest of an export: every file with its rows, bytes and checksum, and what is not in it and why. */
import type { ExportJob } from './job.ts';
import type { ExportSource } from './ports.ts';

/** A table whose rows are not exported. */
export interface LeftOut {
  table: string;
  reason: string;
}

const VERSION = 1;
/** `links-2.csv` → `links`. */
const NUMBER_AND_ENDING = /(-\d+)?\.(csv|ndjson)(\.gz)?$/;

export function manifestOf(
  job: ExportJob,
  sources: readonly ExportSource[],
  leftOut: readonly LeftOut[],
  nowMs: number,
): string {
  const about = new Map(sources.map((source) => [`${source.name}.${source.ending}`, source.about]));
  const describe = (name: string): string =>
    about.get(name.replace(/\.gz$/, '')) ?? about.get(name.replace(NUMBER_AND_ENDING, '.$2')) ?? '';
  const manifest = {
    format: 'hopline-export',
    version: VERSION,
    export: job.id,
    workspace: job.workspaceId,
    startedAt: new Date(job.createdAt).toISOString(),
    finishedAt: new Date(nowMs).toISOString(),
    events: job.events,
    files: job.files.map((file) => ({ ...file, about: describe(file.name) })),
    leftOut,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
