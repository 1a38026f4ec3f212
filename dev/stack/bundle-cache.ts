/** Keeps bundles on disk as long as none of the files they were made of has changed: stacks start often, in tests many times a minute. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from './repository.ts';

/** Source maps lie here too: the runtime looks for them where the code says. */
export const BUNDLES = join(REPOSITORY, 'node_modules/.cache/hopline/bundles');

/** Path from the top of the repository, time of the last change in milliseconds, size in bytes. */
type Input = [path: string, changedAt: number, size: number];

/** A name for what a bundle is made with; another version of this says the same by another. */
export function bundleKey(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

/** The code kept under a key, or null when there is none or one of its files is not as it was. */
export async function keptBundle(key: string): Promise<Uint8Array | null> {
  const kept = await readFile(pathOf(key)).catch(() => null);
  const end = kept?.indexOf('\n') ?? -1;
  if (!kept || end < 0) return null;
  const inputs = JSON.parse(kept.subarray(0, end).toString()) as Input[];
  const present = await Promise.all(inputs.map(([path]) => describe(path)));
  return present.every((input, index) => input !== null && String(input) === String(inputs[index]))
    ? kept.subarray(end + 1)
    : null;
}

export interface NewBundle {
  /** Paths of all files that are in the code, from the top of the repository. */
  inputs: readonly string[];
  code: Uint8Array;
  /** When the first of them may have been read; Unix milliseconds. What changes meanwhile is in the code or not, so it is not kept. */
  startedAt: number;
}

export async function keepBundle(key: string, { inputs, code, startedAt }: NewBundle): Promise<void> {
  const present = await Promise.all(inputs.map(describe));
  if (!present.every((input) => input !== null && input[1] < startedAt)) return;
  await writeWhole(pathOf(key), Buffer.concat([Buffer.from(`${JSON.stringify(present)}\n`), code]));
}

/** Several stacks may start at once: each finds a whole file or none. */
export async function writeWhole(path: string, contents: Uint8Array): Promise<void> {
  await mkdir(BUNDLES, { recursive: true });
  const written = `${path}.${process.pid}`;
  await writeFile(written, contents);
  await rename(written, path);
}

function pathOf(key: string): string {
  return join(BUNDLES, `${key}.bundle`);
}

async function describe(path: string): Promise<Input | null> {
  const found = await stat(join(REPOSITORY, path)).catch(() => null);
  return found && [path, found.mtimeMs, found.size];
}
