/** Twelve months of twenty million clicks under a person's eyes: from the address to the last figure in the window. */
import type { Browser, Page, Request } from 'playwright-core';
import type { Stack } from '../../../dev/stack/start.ts';
import { linkRows, newTenant, type SeedRow, type Tenant, tenantRows } from '../../support/tenant.ts';
import { BERLIN, visit } from '../../support/visit.ts';
import { linkOf } from '../stats/world.ts';
import { LARGEST_WORKSPACE, LINK, LINK_URL, LINK_WORKSPACE } from './year-store.ts';

/** Of twenty thousand: those with most clicks. */
const NAMED_LINKS = 100;
const VIEWPORT = { width: 1440, height: 900 };
/** Where days begin with UTC's, and where they do not. */
const ZONES = ['UTC', 'Europe/Berlin'] as const;
/** A page that asks nothing for so long has asked everything. */
const QUIET_MS = 1_000;
/** Within this of an answer, what changes in the page is the answer. */
const DRAWN_MS = 300;
/** Batches are stored within seconds, and reports of before are forgotten then. */
const STORED_MS = 4_000;
/** Seconds in a row without a merge: the next begins soon after the last, if there is one. */
const CALM_LOOKS = 10;

export interface YearRow {
  page: string;
  /** All of its clicks are one link's. */
  ofLink: boolean;
  zone: string;
  /** Of the api, that the window waited for. */
  answers: number;
  /** From the navigation to the frame with the last figure, in order; the browser's cache is empty and no report has been asked before. */
  openedMs: number[];
  /** The same address once more, with both caches. */
  againMs: number;
}

export interface Visitor {
  webUrl: string;
  edgeUrl: string;
  userId: string;
  /** Of this person's session. */
  cookies: { name: string; value: string; url: string }[];
}

interface YearPage {
  page: string;
  tenant: Tenant;
  /** After the workspace's; another report for every run. */
  path: (run: number) => string;
}

/** @param stack with the tables of placeYear. */
export async function measureYear(browser: Browser, stack: Stack, visitor: Visitor, runs: number): Promise<YearRow[]> {
  const { userId } = visitor;
  const many = newTenant({ workspaceId: LARGEST_WORKSPACE, userId, domain: 'many-links.example' });
  const one = newTenant({ workspaceId: LINK_WORKSPACE, userId, domain: LINK.domain });
  // What stands in a card has a name.
  const named = Array.from({ length: NAMED_LINKS }, (_, index) =>
    linkRows(many, { key: `k${index}`, url: LINK_URL, linkId: linkOf(index + 1) }),
  );
  await addTenant(stack, many, named.flat());
  await quiet(stack);
  await addTenant(stack, one, linkRows(one, { key: LINK.key, url: LINK_URL, linkId: LINK.id }));
  const pages: YearPage[] = [
    {
      page: 'analytics of a workspace with 20 000 links',
      tenant: many,
      path: (run) => `/analytics?from=2025-11-01&to=2026-10-${30 - (run % 28)}`,
    },
    { page: 'a link with all the clicks', tenant: one, path: () => `/links/${LINK.id}?range=1y` },
    { page: 'analytics of that link', tenant: one, path: () => `/analytics?linkId=${LINK.id}&range=1y` },
  ];
  const rows: YearRow[] = [];
  for (const zone of ZONES)
    for (const page of pages) rows.push(await openOften(browser, visitor, { zone, runs, page }));
  return rows;
}

/** What was placed is merged first: a year does not arrive in one day. */
async function quiet({ clickhouseUrl }: Stack): Promise<void> {
  for (let calm = 0; calm < CALM_LOOKS; await new Promise((resolve) => setTimeout(resolve, 1_000))) {
    const answer = await fetch(clickhouseUrl, { method: 'POST', body: 'SELECT count() FROM system.merges' });
    calm = (await answer.text()).trim() === '0' ? calm + 1 : 0;
  }
}

async function addTenant({ mf }: Stack, tenant: Tenant, links: SeedRow[]): Promise<void> {
  const rows = (await tenantRows(tenant)).filter(({ sql }) => /INTO (?:workspaces|members|domains) /.test(sql));
  for (const { database, sql, values } of [...rows, ...links])
    await (
      await mf.getD1Database(database, 'hopline-api')
    )
      .prepare(sql)
      .bind(...values)
      .run();
}

async function openOften(
  browser: Browser,
  visitor: Visitor,
  { zone, runs, page: { page: name, tenant, path } }: { zone: string; runs: number; page: YearPage },
): Promise<YearRow> {
  const row: YearRow = {
    page: name,
    ofLink: tenant.workspaceId === LINK_WORKSPACE,
    zone,
    answers: 0,
    openedMs: [],
    againMs: 0,
  };
  for (let run = 0; run < runs; run++) {
    // What has been counted since makes every report of this workspace another one.
    if (row.ofLink) await click(visitor.edgeUrl);
    const context = await browser.newContext({ viewport: VIEWPORT, timezoneId: zone });
    await context.addCookies(visitor.cookies);
    const page = await context.newPage();
    await page.addInitScript(noteFrames);
    const url = `${visitor.webUrl}/${tenant.workspaceId.toLowerCase()}${path(run)}`;
    const { ms, answers } = await open(page, url);
    row.openedMs.push(ms);
    row.answers = answers;
    row.againMs = (await open(page, url)).ms;
    await context.close();
  }
  row.openedMs.sort((a, b) => a - b);
  return row;
}

async function click(edgeUrl: string): Promise<void> {
  const answer = await visit(`${edgeUrl}/${LINK.key}`, BERLIN, { host: LINK.domain });
  if (answer.status !== 302) throw new Error(`The link answered ${answer.status} instead of leading on.`);
  await new Promise((resolve) => setTimeout(resolve, STORED_MS));
}

async function open(page: Page, url: string): Promise<{ ms: number; answers: number }> {
  const waiting = new Set<Request>();
  let [answers, quietSince] = [0, performance.now()];
  const isOfApi = (request: Request) => new URL(request.url()).pathname.startsWith('/api/');
  const onRequest = (request: Request) => void (isOfApi(request) && waiting.add(request));
  const onEnd = (request: Request) => {
    if (!waiting.delete(request)) return;
    answers += 1;
    quietSince = performance.now();
  };
  page.on('request', onRequest).on('requestfinished', onEnd).on('requestfailed', onEnd);
  await page.goto(url);
  while (waiting.size > 0 || performance.now() - quietSince < QUIET_MS) await page.waitForTimeout(50);
  page.off('request', onRequest).off('requestfinished', onEnd).off('requestfailed', onEnd);
  return { ms: await page.evaluate(lastFrame, DRAWN_MS), answers };
}

interface Noted {
  frames: number[];
}

/** In the page, before its own code: when what has changed in it is shown. */
function noteFrames(): void {
  const frames: number[] = [];
  (window as unknown as Noted).frames = frames;
  new MutationObserver(() => requestAnimationFrame((now) => frames.push(now))).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

/** In the page: milliseconds from the navigation to the frame that shows the last answer. */
function lastFrame(drawnMs: number): number {
  const answered = performance
    .getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.startsWith('/api/'))
    .map((each) => (each as PerformanceResourceTiming).responseEnd);
  const last = Math.max(...answered);
  const shown = (window as unknown as Noted).frames.filter((frame) => frame <= last + drawnMs);
  return Math.max(last, ...shown);
}
