import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker, plainEntry } from './bundle.ts';
import { bundleKey, keepBundle, keptBundle } from './bundle-cache.ts';
import { REPOSITORY } from './repository.ts';

/** The same in each run, so that what is kept of it does not pile up. */
const FOLDER = 'node_modules/.cache/hopline/bundle-test';
const folder = join(REPOSITORY, FOLDER);

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file that was last changed so long ago that it cannot have been while it was read. */
async function write(name: string, text: string, changedAt: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await utimes(path, changedAt / 1_000, changedAt / 1_000);
  return path;
}

async function bundled(main: string): Promise<string> {
  return new TextDecoder().decode(await bundleWorker({ entry: plainEntry(main) }));
}

describe('a bundle', () => {
  it('is made anew when a file it was made of has changed, and only then', async () => {
    const hourAgo = Date.now() - 3_600_000;
    await write('part.ts', "export const said = 'first';\n", hourAgo);
    const main = await write('main.ts', "import { said } from './part.ts';\nexport default { said };\n", hourAgo);
    expect(await bundled(main)).toContain('first');
    // Its text is another, but a look at the file does not show it: what answers is what was kept.
    await write('part.ts', "export const said = 'again';\n", hourAgo);
    expect(await bundled(main)).toContain('first');
    await write('part.ts', "export const said = 'later';\n", hourAgo + 1_000);
    expect(await bundled(main)).toContain('later');
  });

  it('is not kept when a file may have changed while it was made', async () => {
    const startedAt = Date.now() - 1_000;
    const key = bundleKey([await write('moving.ts', 'export default {};\n', startedAt + 500)]);
    await keepBundle(key, { inputs: [`${FOLDER}/moving.ts`], code: new Uint8Array(1), startedAt });
    expect(await keptBundle(key)).toBe(null);
  });

  it('is not found when a file it was made of is gone', async () => {
    const hourAgo = Date.now() - 3_600_000;
    const main = await write('gone.ts', 'export default { here: true };\n', hourAgo);
    expect(await bundled(main)).toContain('here');
    await rm(main);
    await expect(bundled(main)).rejects.toThrow('Could not resolve');
  });
});
