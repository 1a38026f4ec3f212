/** The list of a hundred thousand links under a person's hands: what they do, and how long the page takes to show it. */
import type { Page } from 'playwright-core';

/** The browser reports no shorter ones; anything below stands as this. */
const SHORTEST_REPORTED_MS = 16;
const WHEEL_STEPS = 120;
const WORDS = ['page-77', 'campaign 12', 'k4711', 'spring'];
const SELECTED = 30;

export interface ListRow {
  links: number;
  interactions: number;
  /** From the key or click to the next frame that shows it, as INP counts. */
  p50Ms: number;
  p95Ms: number;
  worstMs: number;
  /** Between frames while scrolling; 16.7 is a screen's own pace. */
  frameP95Ms: number;
  /** Rows that exist in the page, however many links there are. */
  rows: number;
}

/** @param page the list of links, complete. */
export async function measureList(page: Page, links: number): Promise<ListRow> {
  await page.evaluate(startWatching, SHORTEST_REPORTED_MS);
  const frames = await scroll(page);
  const rows = await page.getByRole('list', { name: 'Links' }).getByRole('listitem').count();
  let interactions = 0;
  const search = page.getByRole('searchbox').first();
  for (const word of WORDS) {
    await search.click();
    await search.pressSequentially(word, { delay: 60 });
    await page.waitForTimeout(600);
    await search.fill('');
    interactions += word.length + 1;
  }
  await page.waitForTimeout(1_000);
  const boxes = page.getByRole('list', { name: 'Links' }).getByRole('checkbox');
  for (let index = 0; index < SELECTED; index++) {
    await boxes.nth(index % 8).click();
    interactions++;
  }
  const seen = await page.evaluate(() => (window as unknown as Watched).watched());
  const quick = Array.from({ length: Math.max(0, interactions - seen.length) }, () => SHORTEST_REPORTED_MS);
  const all = [...quick, ...seen].toSorted((a, b) => a - b);
  return {
    links,
    interactions: all.length,
    p50Ms: quantile(all, 0.5),
    p95Ms: quantile(all, 0.95),
    worstMs: all.at(-1) ?? 0,
    frameP95Ms: quantile(frames, 0.95),
    rows,
  };
}

interface Watched {
  watched: () => number[];
}

/** In the page: the longest event of each interaction, by the browser's own event timing. */
function startWatching(shortestMs: number): void {
  const longest = new Map<number, number>();
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId > 0) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
    }
  });
  observer.observe({ type: 'event', durationThreshold: shortestMs } as PerformanceObserverInit);
  (window as unknown as Watched).watched = () => [...longest.values()];
}

/** Wheels through the list, and jumps to its end and back. @returns milliseconds between frames, in order of size. */
async function scroll(page: Page): Promise<number[]> {
  await page.mouse.move(700, 500);
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    (window as unknown as { gaps: number[] }).gaps = gaps;
  });
  for (let step = 0; step < WHEEL_STEPS; step++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(25);
  }
  const gaps = await page.evaluate(() => (window as unknown as { gaps: number[] }).gaps);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForTimeout(1_500);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(1_500);
  return gaps.toSorted((a, b) => a - b);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
