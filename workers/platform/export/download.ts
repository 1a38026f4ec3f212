/** Sends an export: its parts are read from R2 as they are sent, so that memory holds a chunk of them whatever their length. */
import { makeZip, predictLength } from 'client-zip';
import { type ExportFile, type ExportJob, partsOf } from '#core/export/bundle/job.ts';
import { joinObjects } from '../r2/join-objects.ts';

export interface Download {
  stream: ReadableStream<Uint8Array>;
  bytes: number | bigint;
}

type Vault = Pick<R2Bucket, 'list' | 'get'>;

export function fileStream(vault: Vault, job: ExportJob, { name, bytes }: ExportFile): Download {
  return { stream: sized(joinObjects(vault, partsOf(job, name), ''), bytes), bytes };
}

/** One ZIP64 of the files as they are: the large ones are gzip already, and a spreadsheet opens the others without unpacking twice. */
export function bundleStream(vault: Vault, job: ExportJob, files: readonly ExportFile[]): Download {
  const lastModified = new Date(job.finishedAt ?? job.updatedAt);
  const sizes = files.map(({ name, bytes }) => ({ name, size: bytes }));
  const entries = async function* () {
    for (const file of files)
      yield { name: file.name, size: file.bytes, lastModified, input: fileStream(vault, job, file).stream };
  };
  const bytes = predictLength(sizes);
  return { stream: sized(makeZip(entries()), bytes), bytes };
}

/** Only a stream that is known to be so long goes out with its Content-Length. */
function sized(stream: ReadableStream<Uint8Array>, bytes: number | bigint): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new FixedLengthStream(bytes));
}
