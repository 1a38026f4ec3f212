/** `npm run screenshots`: the pictures of the README, from the running stack. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Demo, requireRunning, STATE_DIR } from '../demo/file.ts';
import { REPOSITORY } from '../stack/bundle.ts';
import { runCommand } from './run.ts';

/** Loaded by path: the tests build on dev, so dev cannot build on them. */
const TAKE = join(REPOSITORY, 'test/screenshots/take.ts');

async function screenshots(): Promise<void> {
  const demo = await requireRunning(STATE_DIR);
  const pictures = (await import(pathToFileURL(TAKE).href)) as { takeScreenshots(demo: Demo): Promise<string[]> };
  for (const path of await pictures.takeScreenshots(demo)) console.log(path);
}

await runCommand(screenshots);
