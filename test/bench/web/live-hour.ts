/**
 * An hour of the Live page at fifty clicks a second, in minutes: the page is given exactly the frames of such an hour (four a second,
 * which is what a ledger sends at most, with twelve or thirteen clicks each), only closer together, by a socket inside the browser.
 */
import type { Page } from 'playwright-core';
import { NO_TOTALS, type Totals } from '#core/ledger/contract.ts';
import type { LiveFrame, LiveState } from '#core/live/protocol.ts';

const FRAMES = 4 * 3_600;
const CLICKS_PER_SECOND = 50;
const EVERY_MS = 100;
const PLACES = [
  ['DE', 'Berlin'],
  ['US', 'Chicago'],
  ['JP', 'Tokyo'],
  ['BR', 'São Paulo'],
  ['IN', 'Pune'],
  ['ZA', 'Durban'],
] as const;

export interface LiveRow {
  frames: number;
  clicks: number;
  /** How many times faster than life. */
  scale: number;
  /** After the first minute's frames and after the hour's, both after a collection. */
  heapAtMinuteMb: number;
  heapAtHourMb: number;
  nodesAtMinute: number;
  nodesAtHour: number;
}

/** @param seconds in which the hour passes. */
export async function measureLiveHour(page: Page, url: string, workspaceId: string, seconds: number): Promise<LiveRow> {
  let send: ((frame: LiveFrame) => void) | undefined;
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    send = (frame) => socket.send(JSON.stringify(frame));
    socket.onMessage((message) => {
      if (message === 'ping') socket.send('pong');
      else if (String(message).includes('subscribe')) send?.(hello(workspaceId));
    });
    send(hello(workspaceId));
  });
  await page.goto(url);
  await page.getByText('Live', { exact: true }).first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('Performance.enable');
  const weigh = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { mb: valueOf('JSHeapUsedSize') / 1e6, nodes: valueOf('Nodes') };
  };
  const startedAt = performance.now();
  const framesPerTick = Math.max(1, Math.round((FRAMES * EVERY_MS) / (seconds * 1_000)));
  let clicks = 0;
  let atMinute: { mb: number; nodes: number } | undefined;
  for (let frame = 1; frame <= FRAMES; frame++) {
    const before = clicks;
    clicks = Math.round((frame * CLICKS_PER_SECOND) / 4);
    send?.(update(frame, before, clicks));
    if (frame % framesPerTick === 0) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (frame === FRAMES / 60) atMinute = await weigh();
  }
  const took = (performance.now() - startedAt) / 1_000;
  // The last frame has to be on screen: otherwise the page would be weighed before its work.
  await page.getByText(clicks.toLocaleString('en-US')).first().waitFor();
  const atHour = await weigh();
  return {
    frames: FRAMES,
    clicks,
    scale: 3_600 / took,
    heapAtMinuteMb: atMinute?.mb ?? 0,
    heapAtHourMb: atHour.mb,
    nodesAtMinute: atMinute?.nodes ?? 0,
    nodesAtHour: atHour.nodes,
  };
}

const totalsOf = (clicks: number): Totals => ({ ...NO_TOTALS, hits: clicks, clicks, lastClickedAt: Date.now() });
const minuteNow = () => Math.floor(Date.now() / 60_000) * 60_000;

function hello(workspaceId: string): LiveFrame {
  const state: LiveState = {
    workspaceId,
    seq: 0,
    resume: 'bench',
    scope: { links: null, feed: true },
    totals: totalsOf(0),
    links: {},
    linksComplete: true,
    minutes: [],
    minutesSince: minuteNow() - 3_600_000,
    active: { visitors: 0, exact: true, falls: [] },
  };
  return { type: 'hello', resumed: false, events: [], omitted: 0, standsFor: 1, ...state };
}

function update(frame: number, before: number, clicks: number): LiveFrame {
  const now = Date.now();
  const events = Array.from({ length: clicks - before }, (_, index) => {
    const number = before + index;
    const [country, city] = PLACES[number % PLACES.length] ?? PLACES[0];
    return {
      id: `evt_${String(number).padStart(8, '0')}`,
      ts: now,
      type: 'click',
      linkId: `link_${number % 40}`,
      domain: 'go.acme.com',
      key: `sale-${number % 40}`,
      class: 'human',
      country,
      city,
      device: 'mobile',
      browser: 'Safari',
      os: 'iOS',
      referer: 'instagram.com',
    };
  });
  return {
    type: 'update',
    from: frame - 1,
    seq: frame,
    resume: 'bench',
    events,
    omitted: 0,
    standsFor: 1,
    totals: totalsOf(clicks),
    links: Object.fromEntries(events.map(({ linkId }) => [linkId, totalsOf(Math.ceil(clicks / 40))])),
    linksComplete: true,
    minutes: [{ start: minuteNow(), hits: clicks % 3_000, clicks: clicks % 3_000 }],
    active: { visitors: 400, exact: true, falls: [[now + 300_000, 0]] },
  };
}
