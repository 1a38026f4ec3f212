/** File sizes: no file over 300 lines, and half of them at most 75. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';
import type { Check } from './check.ts';
import { sourceFiles } from './sources.ts';

const MAX_LINES = 300;
const MAX_MEDIAN_LINES = 75;

export const sizes: Check = {
  name: 'file sizes',
  async run() {
    const files = await sourceFiles();
    const counted = await Promise.all(
      files.map(async (file) => ({
        file,
        lines: (await readFile(join(REPOSITORY, file), 'utf8')).split('\n').length - 1,
      })),
    );
    const tooLong = counted.filter(({ lines }) => lines > MAX_LINES);
    if (tooLong.length > 0)
      throw new Error(
        tooLong.map(({ file, lines }) => `${file} has ${lines} lines; the limit is ${MAX_LINES}`).join('\n'),
      );
    const sorted = counted.map(({ lines }) => lines).toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    if (median > MAX_MEDIAN_LINES)
      throw new Error(`The median file has ${median} lines; the limit is ${MAX_MEDIAN_LINES}`);
    return `${files.length} files, median ${median} lines, longest ${sorted.at(-1) ?? 0}`;
  },
};
