/** The edge bundle: minified and compressed it must stay small, because every cold start of a redirect reads it. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleWorker, plainEntry } from '../stack/bundle.ts';
import { REPOSITORY } from '../stack/repository.ts';
import type { Check } from './check.ts';

const MAX_GZIP_BYTES = 40 * 1024;

export const bundleBytes: Check = {
  name: 'edge bundle',
  async run() {
    const code = await bundleWorker({ entry: plainEntry(join(REPOSITORY, 'workers/edge/index.ts')), minify: true });
    const gzipped = gzipSync(code, { level: 9 }).length;
    const fact = `${kilobytes(gzipped)} gzip (${kilobytes(code.length)} minified), budget ${kilobytes(MAX_GZIP_BYTES)}`;
    if (gzipped > MAX_GZIP_BYTES) throw new Error(fact);
    return fact;
  },
};

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
