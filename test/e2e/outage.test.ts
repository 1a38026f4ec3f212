/** Parts that fail or stop: nothing that was answered is lost, and health names the part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenerOn } from '../../dev/stack/processes.ts';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { LiveSocket } from '../support/live-socket.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, SAO_PAULO, TOKYO } from '../support/visit.ts';

/** The breaker's longest pause, a new attempt and its insert. */
const CATCH_UP_DEADLINE_MS = 90_000;

interface Health {
  status: string;
  parts: Record<string, { ok: boolean }>;
}

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

async function clickThrice(link: WireLink): Promise<void> {
  for (const visitor of [BERLIN, TOKYO, SAO_PAULO]) expect((await stack.visit(link, visitor)).status).toBe(302);
}

async function signalClickHouse(signal: NodeJS.Signals): Promise<void> {
  const listener = await listenerOn(Number(new URL(stack.clickhouseUrl).port));
  if (!listener) throw new Error('Nobody listens on the port of ClickHouse.');
  process.kill(listener.pid, signal);
}

async function health(): Promise<{ status: number; body: Health }> {
  const response = await fetch(`${stack.apiUrl}/health`);
  return { status: response.status, body: (await response.json()) as Health };
}

const expectStored = (link: WireLink, hits: number): Promise<void> =>
  eventually(async () => expect(await stack.stored.hits(link.id)).toEqual(everywhere(hits)), CATCH_UP_DEADLINE_MS);

describe('health', () => {
  it('says that every part is well', async () => {
    const { status, body } = await health();
    expect(status).toBe(200);
    expect(body.status).toBe('ok');
    expect(Object.keys(body.parts)).toContain('clickhouse');
    expect(Object.values(body.parts).every((part) => part.ok)).toBe(true);
  });
});

describe('while ClickHouse does not answer', () => {
  it('redirects, keeps live totals right, names the part in health, and stores everything afterwards', async () => {
    const link = await createLink('outage');
    await clickThrice(link);
    await expectStored(link, 3);
    const live = await LiveSocket.open(stack.apiUrl, tenant.token);
    await signalClickHouse('SIGSTOP');
    try {
      await clickThrice(link);
      await eventually(() => expect(live.updates().at(-1)?.links[link.id]).toMatchObject({ clicks: 6 }));
      await eventually(async () => expect(await stack.ledgerStatus(tenant)).toMatchObject({ waiting: 3 }));
      await eventually(async () => {
        const { status, body } = await health();
        expect(status).toBe(503);
        const down = Object.entries(body.parts).filter(([, part]) => !part.ok);
        expect(down.map(([name]) => name)).toEqual(['clickhouse']);
      });
      await clickThrice(link);
      await eventually(() => expect(live.updates().at(-1)?.links[link.id]).toMatchObject({ clicks: 9 }));
    } finally {
      await signalClickHouse('SIGCONT');
      live.close();
    }
    await expectStored(link, 9);
    await eventually(async () =>
      expect(await stack.ledgerStatus(tenant)).toMatchObject({ waiting: 0, breaker: 'closed' }),
    );
    expect((await health()).status).toBe(200);
  });

  it('loses and doubles nothing when ClickHouse is killed between clicks', async () => {
    const link = await createLink('killed');
    await clickThrice(link);
    await signalClickHouse('SIGKILL');
    await clickThrice(link);
    await expectStored(link, 6);
  });
});

describe('a restart of the whole stack', () => {
  it('keeps links, tokens, totals and stored clicks, and goes on counting', async () => {
    const link = await createLink('kept');
    await clickThrice(link);
    await stack.restart();
    expect((await stack.ledgerTotals(tenant, [link.id])).links).toMatchObject([{ clicks: 3 }]);
    const { body } = await stack.api(tenant)<WireLink>('GET', `/links/info?linkId=${link.id}`);
    expect(body).toMatchObject({ id: link.id, url: link.url, clicks: 3 });
    await clickThrice(link);
    await expectStored(link, 6);
    expect((await stack.ledgerTotals(tenant, [link.id])).links).toMatchObject([{ clicks: 6 }]);
  });

  it('stores after the start what the ledger held before it', async () => {
    const link = await createLink('waiting');
    await signalClickHouse('SIGSTOP');
    await clickThrice(link);
    await eventually(async () =>
      expect((await stack.ledgerTotals(tenant, [link.id])).links).toMatchObject([{ clicks: 3 }]),
    );
    await signalClickHouse('SIGKILL');
    await stack.restart();
    await expectStored(link, 3);
  });
});
