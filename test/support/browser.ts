/** A Chromium that npm installed by itself, for browser tests and screenshots; nothing has to be installed with apt. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/** Where the unpacked browser is kept, one folder per version of the package. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/hopline', import.meta.url));
/** Letters stand where they stand on a high-density screen, so that pictures differ only when the page does. */
const ARGS = ['--font-render-hinting=none'];

/** Starts the browser. @param more arguments of Chromium. `HOPLINE_CHROMIUM` names another executable; off Linux x64 an installed Chrome is used. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...ARGS, ...more];
  const chosen = process.env['HOPLINE_CHROMIUM'];
  if (chosen) return chromium.launch({ executablePath: chosen, args });
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ channel: 'chrome', args: [...more] });
  const folder = await unpackChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      // In the C locale Chromium calls itself "en-US@posix", which its own Intl refuses.
      LANG: 'en_US.UTF-8',
    },
  });
}

/** The folder with the browser, its libraries and a fallback font. Unpacked once, into place only when complete. */
async function unpackChromium(): Promise<string> {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await unpackInto(unfinished, join(packed, 'bin'));
  const fonts = join(folder, 'fonts', 'fonts');
  await writeFile(
    join(unfinished, 'fonts', 'fonts.conf'),
    `<fontconfig><dir>${fonts}</dir><cachedir>${fonts}-cache</cachedir></fontconfig>`,
  );
  // Another process may have been faster; its copy is as good.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return folder;
}

async function unpackInto(folder: string, bin: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  // The package unpacks to the temporary folder, and only there.
  process.env['TMPDIR'] = folder;
  try {
    for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar'])
      await inflate(join(bin, `${name}.br`));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
