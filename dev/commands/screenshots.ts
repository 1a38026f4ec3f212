/** `npm run screenshots`: every screen of the web app, from the running stack. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Demo, requireRunning, STATE_DIR } from '../demo/file.ts';
import { REPOSITORY } from '../stack/repository.ts';
import { runCommand } from './run.ts';

/** Loaded by path: the tests build on dev, so dev cannot build on them. */
const TAKE = join(REPOSITORY, 'test/screenshots/take.ts');

interface Pictures {
  takeScreenshots(demo: Demo, choice: object): Promise<string[]>;
}

/** `-- --only links,settings --to /tmp/look --png --whole`: some of them, elsewhere, for looking at. */
async function screenshots(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      to: { type: 'string' },
      png: { type: 'boolean', default: false },
      whole: { type: 'boolean', default: false },
    },
  });
  const demo = await requireRunning(STATE_DIR);
  const pictures = (await import(pathToFileURL(TAKE).href)) as Pictures;
  const written = await pictures.takeScreenshots(demo, {
    ...(values.only && { only: values.only.split(',') }),
    ...(values.to && { folder: resolve(values.to) }),
    format: values.png ? 'png' : 'webp',
    whole: values.whole,
  });
  for (const path of written) console.log(path);
}

await runCommand(screenshots);
