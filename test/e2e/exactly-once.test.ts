/** Every click is counted, once: after duplicates, after restarts, under load. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, SAO_PAULO, TOKYO } from '../support/visit.ts';

const CLICKS = 1_000;
/** Requests under way at once. */
const PARALLEL = 16;
const VISITORS = [BERLIN, TOKYO, SAO_PAULO];

let stack: TestStack;
let tenant: Tenant;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
});
afterAll(() => stack?.stop());

function createLink(key: string): Promise<WireLink> {
  return stack.createLink(tenant, { url: `https://example.com/${key}`, key });
}

/** Clicks `count` times, PARALLEL at once, and returns how many were answered with the redirect. */
async function clickMany(link: WireLink, count: number): Promise<number> {
  let next = 0;
  let answered = 0;
  const clicker = async (): Promise<void> => {
    while (next < count) {
      const visitor = VISITORS[next++ % VISITORS.length] ?? BERLIN;
      const { status } = await stack.visit(link, visitor);
      if (status === 302) answered++;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, clicker));
  return answered;
}

/** Waits until the four kinds of counting agree on `count` clicks of `link`. */
async function expectEverywhere(link: WireLink, count: number): Promise<void> {
  await eventually(async () => {
    const { links } = await stack.ledgerTotals(tenant, [link.id]);
    expect(links[0]).toMatchObject({ hits: count, clicks: count });
    expect(await stack.stored.hits(link.id)).toEqual(everywhere(count));
    const { body } = await stack.api(tenant)('GET', `/analytics?linkId=${link.id}&interval=24h&groupBy=count`);
    expect(body).toMatchObject({ clicks: count });
  }, 40_000);
}

describe('a queue message delivered twice', () => {
  it('changes no number anywhere', async () => {
    const link = await createLink('twice');
    const message = { v: 1 as const, events: [capturedClick(link), capturedClick(link)] };
    await stack.send(message);
    await expectEverywhere(link, 2);
    const before = await stack.ledgerStatus(tenant);
    await stack.send(message);
    await eventually(async () => expect((await stack.ledgerStatus(tenant)).duplicates).toBe(before.duplicates + 2));
    await expectEverywhere(link, 2);
    expect((await stack.ledgerStatus(tenant)).accepted).toBe(before.accepted);
  });

  it('counts the event that is new in a message whose other event is not', async () => {
    const link = await createLink('overlap');
    const [first, second] = [capturedClick(link), capturedClick(link)];
    await stack.send({ v: 1, events: [first] });
    await stack.send({ v: 1, events: [first, second] });
    await expectEverywhere(link, 2);
  });
});

describe('a thousand clicks', () => {
  it('are exactly a thousand in the ledger, in raw rows, in each rollup and in the api', async () => {
    const link = await createLink('thousand');
    expect(await clickMany(link, CLICKS)).toBe(CLICKS);
    await expectEverywhere(link, CLICKS);
  });

  it('are exactly as many as were answered when the stack restarts in the middle', async () => {
    const link = await createLink('restarted');
    expect(await clickMany(link, CLICKS / 2)).toBe(CLICKS / 2);
    await stack.restart();
    expect(await clickMany(link, CLICKS / 2)).toBe(CLICKS / 2);
    await expectEverywhere(link, CLICKS);
  });
});

/** A click as the edge captures it; each call is a new event. */
function capturedClick(link: WireLink): CapturedClick {
  const ts = Date.now();
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    workspaceId: tenant.workspaceId,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    url: link.url,
    visitor: '00000000000000aa',
    ua: BERLIN.ua,
    referer: '',
    language: 'de',
    geo: { country: 'DE', continent: 'EU', region: '', city: 'Berlin', asn: 0 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}
