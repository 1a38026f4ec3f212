/** Takes the pictures in docs/screenshots from the running stack: each screen at three widths, light and dark. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Scene, setScene } from './scene.ts';
import type { Screen } from './screen.ts';
import { SCREENS } from './screens.ts';

const SCREENSHOTS_DIR = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
/** Letters stay sharp, and a picture has a third of the bytes it has as PNG. */
const WEBP_QUALITY = 70;
const SIZES = [
  { width: 1440, height: 900, isMobile: false },
  { width: 768, height: 1024, isMobile: false },
  { width: 390, height: 844, isMobile: true },
] as const;
const SCHEMES = ['light', 'dark'] as const;

export interface Choice {
  /** Names of screens; all when left out. */
  only?: readonly string[];
  folder?: string;
  /** PNG shows the same in programs that cannot read WebP. */
  format?: 'webp' | 'png';
  /** The whole page instead of what fits the window. */
  whole?: boolean;
}

/** Writes `<screen>-<width>-<scheme>.webp`. Resolves with the paths written; throws when a name is of no screen. */
export async function takeScreenshots(demo: Demo, choice: Choice = {}): Promise<string[]> {
  const screens = chosen(choice.only);
  const folder = choice.folder ?? SCREENSHOTS_DIR;
  await mkdir(folder, { recursive: true });
  const scene = await setScene(demo);
  const browser = await launchBrowser();
  const written: string[] = [];
  try {
    for (const size of SIZES)
      for (const colorScheme of SCHEMES)
        for (const isGuest of [true, false]) {
          const ofThese = screens.filter((screen) => (screen.isGuest ?? false) === isGuest);
          if (ofThese.length === 0) continue;
          const context = await openContext(browser, demo, isGuest ? undefined : scene, size, colorScheme);
          for (const screen of ofThese) {
            const path = join(folder, `${screen.name}-${size.width}-${colorScheme}.${choice.format ?? 'webp'}`);
            await takeOne(context, demo, scene, screen, path, choice.whole ?? false);
            written.push(path);
          }
          await context.close();
        }
  } finally {
    await browser.close();
    scene.close();
  }
  return written;
}

function chosen(only: readonly string[] | undefined): readonly Screen[] {
  const unknown = only?.find((name) => !SCREENS.some((screen) => screen.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no screen "${unknown}". The screens are: ${SCREENS.map(({ name }) => name).join(', ')}.`);
  return only ? SCREENS.filter(({ name }) => only.includes(name)) : SCREENS;
}

/** @param scene whose person is signed in; nobody without one. */
async function openContext(
  browser: Browser,
  demo: Demo,
  scene: Scene | undefined,
  { isMobile, ...viewport }: (typeof SIZES)[number],
  colorScheme: 'light' | 'dark',
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport,
    isMobile,
    hasTouch: isMobile,
    colorScheme,
    timezoneId: 'UTC',
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  for (const pair of scene?.cookie.split('; ') ?? []) {
    const equals = pair.indexOf('=');
    await context.addCookies([{ name: pair.slice(0, equals), value: pair.slice(equals + 1), url: demo.webUrl }]);
  }
  return context;
}

async function takeOne(
  context: BrowserContext,
  demo: Demo,
  scene: Scene,
  screen: Screen,
  path: string,
  whole: boolean,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(demo.webUrl + screen.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => scene.places[name] ?? ''));
    await (await screen.open(page)).waitFor();
    await settled(page);
    if (path.endsWith('.png')) await page.screenshot({ path, fullPage: whole });
    else await writeFile(path, await webpOf(page, whole));
  } catch (error) {
    throw new Error(`No picture of ${screen.name} at ${page.url()}: ${(error as Error).message}`, { cause: error });
  } finally {
    await page.close();
  }
}

/** The browser itself writes WebP. */
async function webpOf(page: Page, whole: boolean): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: WEBP_QUALITY,
    captureBeyondViewport: whole,
  });
  return Buffer.from(data, 'base64');
}

/** Everything asked for is here, no skeleton left, the socket live, the fonts there, nothing in motion and no caret. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  for (const waiting of [/^Loading/, /^Connecting$/])
    await page.getByText(waiting).first().waitFor({ state: 'hidden' });
  await page.evaluate(async () => {
    const quiet = new CSSStyleSheet();
    quiet.replaceSync('* { caret-color: transparent !important; animation: none !important }');
    document.adoptedStyleSheets.push(quiet);
    await document.fonts.ready;
    const ending = document.getAnimations().map((animation) => animation.finished.catch(() => {}));
    await Promise.all(ending);
  });
}
