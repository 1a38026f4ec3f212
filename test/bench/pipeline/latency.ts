/** From a visitor's answer to the live totals and to ClickHouse, through the whole local stack, while others click too. */
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { LiveSocket } from '../../support/live-socket.ts';
import { TestStack, type WireLink } from '../../support/stack.ts';
import type { Tenant } from '../../support/tenant.ts';
import { BERLIN } from '../../support/visit.ts';

export interface LatencyResult {
  title: string;
  /** What others did at the same time, events per second. */
  background: number;
  clicks: number;
  /** Milliseconds from the redirect's answer, sorted. */
  liveMs: number[];
  storedMs: number[];
}

const POLL_MS = 20;
const DEADLINE_MS = 60_000;
const BACKGROUND_PER_SECOND = 300;
/** Messages of the background are sent in bursts this often. */
const BURST_MS = 100;

export async function measureLatency(clicks: number): Promise<LatencyResult[]> {
  const stack = await TestStack.start();
  try {
    const tenant = await stack.seedTenant();
    const link = await stack.createLink(tenant, { url: 'https://example.com/bench', key: 'bench' });
    const probe = { stack, tenant, link };
    return [
      await measureCase('quiet', probe, clicks, () => undefined),
      await measureCase('one giant workspace', probe, clicks, () => ({
        workspaceId: tenant.workspaceId,
        linkId: 'link_other',
      })),
      await measureCase('1 000 small workspaces', probe, clicks, (n) => ({
        workspaceId: `ws_${n % 1_000}`,
        linkId: `link_${n % 5_000}`,
      })),
    ];
  } finally {
    await stack.stop();
  }
}

interface Probe {
  stack: TestStack;
  tenant: Tenant;
  link: WireLink;
}
type Others = (n: number) => Pick<CapturedClick, 'workspaceId' | 'linkId'> | undefined;

async function measureCase(title: string, probe: Probe, clicks: number, others: Others): Promise<LatencyResult> {
  const background = startBackground(probe.stack, others);
  const live = await LiveSocket.open(probe.stack.apiUrl, probe.tenant.token);
  const result: LatencyResult = {
    title,
    background: others(0) ? BACKGROUND_PER_SECOND : 0,
    clicks,
    liveMs: [],
    storedMs: [],
  };
  try {
    for (let click = 0; click < clicks; click++) {
      const before = (await probe.stack.ledgerTotals(probe.tenant, [probe.link.id])).links[0]?.hits ?? 0;
      const { status } = await probe.stack.visit(probe.link, BERLIN);
      if (status !== 302) throw new Error(`the probe was answered ${status}`);
      const answeredAt = performance.now();
      await until(() => live.updates().some(({ links }) => (links[probe.link.id]?.hits ?? 0) > before));
      result.liveMs.push(performance.now() - answeredAt);
      await until(async () => (await stored(probe)) > before);
      result.storedMs.push(performance.now() - answeredAt);
    }
  } finally {
    live.close();
    await background.stop();
  }
  result.liveMs.sort((a, b) => a - b);
  result.storedMs.sort((a, b) => a - b);
  return result;
}

async function stored({ stack, link }: Probe): Promise<number> {
  const query = 'SELECT sum(events) AS n FROM events_per_hour_v1 WHERE link_id = {link:String}';
  const [row] = await stack.stored.rows<{ n: number }>(query, { link: link.id });
  return row?.n ?? 0;
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`the click was not visible after ${DEADLINE_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** One event per message, as clicks come. */
function startBackground(stack: TestStack, others: Others): { stop: () => Promise<void> } {
  let going = true;
  const running = (async () => {
    for (let n = 0; going;) {
      const sends: Promise<void>[] = [];
      for (let i = 0; i < (BACKGROUND_PER_SECOND * BURST_MS) / 1_000; i++) {
        const who = others(n++);
        if (who) sends.push(stack.send({ v: 1, events: [clickOf(who)] }));
      }
      await Promise.all([...sends, new Promise((resolve) => setTimeout(resolve, BURST_MS))]);
    }
  })();
  return {
    stop: () => {
      going = false;
      return running;
    },
  };
}

function clickOf(who: Pick<CapturedClick, 'workspaceId' | 'linkId'>): CapturedClick {
  const ts = Date.now();
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    ...who,
    domain: 'go.acme.example',
    key: 'other',
    url: 'https://example.com/other',
    visitor: '00000000000000ff',
    ua: BERLIN.ua,
    referer: '',
    language: 'de-DE',
    geo: { country: 'DE', continent: 'EU', region: 'BE', city: 'Berlin', asn: 3320 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}
