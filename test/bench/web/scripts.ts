/** How much script a page asks for before it is complete. */
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions } from 'playwright-core';

/** @returns bytes of all scripts, each gzipped as a server would. */
export async function scriptBytes(
  browser: Browser,
  url: string,
  complete: string,
  options: BrowserContextOptions = {},
): Promise<number> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1, name: complete }).waitFor();
  const all = await Promise.all(sizes);
  await context.close();
  return all.reduce((sum, size) => sum + size, 0);
}
