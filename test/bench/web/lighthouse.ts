/** Lighthouse over the app's pages, signed in or not, in the repository's own Chromium. */
import lighthouse, { desktopConfig } from 'lighthouse';

export interface Scores {
  screen: string;
  /** Of 100. */
  performance: number;
  accessibility: number;
  lcpMs: number;
  tbtMs: number;
  cls: number;
}

/** What fails, in Lighthouse's own words, for the log. */
export interface Audited extends Scores {
  failing: string[];
}

/**
 * The median of `runs` by performance: a single run says more about what else the machine does.
 * @param port of the browser's DevTools, in whose default profile somebody may be signed in.
 */
export async function audit(screen: string, url: string, port: number, runs: number): Promise<Audited> {
  const all: Audited[] = [];
  for (let run = 0; run < runs; run++) all.push(await auditOnce(screen, url, port));
  const sorted = all.toSorted((a, b) => a.performance - b.performance);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (!median) throw new RangeError(`runs must be at least 1, got ${runs}`);
  return median;
}

async function auditOnce(screen: string, url: string, port: number): Promise<Audited> {
  const result = await lighthouse(
    url,
    // The profile is kept: without its cookie every page would be the sign-in.
    { port, output: 'json', logLevel: 'error', disableStorageReset: true },
    { ...desktopConfig, settings: { ...desktopConfig.settings, onlyCategories: ['performance', 'accessibility'] } },
  );
  if (!result || result.lhr.runtimeError)
    throw new Error(`Lighthouse could not measure ${screen}: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
  const { audits, categories } = result.lhr;
  const scoreOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
  const valueOf = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    screen,
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    lcpMs: valueOf('largest-contentful-paint'),
    tbtMs: valueOf('total-blocking-time'),
    cls: valueOf('cumulative-layout-shift'),
    failing: (categories['accessibility']?.auditRefs ?? [])
      .map(({ id }) => audits[id])
      .filter((each) => each !== undefined && each.score === 0)
      .map((each) => each?.title ?? ''),
  };
}
