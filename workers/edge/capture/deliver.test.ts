import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedClick, CapturedEvent } from '#core/event/captured.ts';
import type { EventMessage } from '#core/event/message.ts';
import { type Circumstances, deliver, type DeliveryPorts, spillKey } from './deliver.ts';

const CLICK: CapturedClick = {
  type: 'click',
  id: '0195d2a0-0000-7000-8000-000000000001',
  ts: Date.UTC(2026, 10, 21, 23, 59),
  workspaceId: 'ws_1',
  linkId: 'link_1',
  domain: 'go.acme.com',
  key: 'k',
  url: 'https://a.example/',
  visitor: '',
  ua: '',
  referer: '',
  language: '',
  geo: { country: '', continent: '', region: '', city: '', asn: 0 },
  trigger: 'link',
  signs: [],
  rule: '',
  variant: '',
};

const BEHIND: Circumstances = { defer: () => {}, isStrict: false };

/** A world in which the first `queueFails` sends and, if told so, ledger and vault fail. Remembers what became durable where. */
function world(queueFails: number, ledgerFails = false, vaultFails = false) {
  const durable = { queue: [] as CapturedEvent[], ledger: [] as CapturedEvent[], vault: new Map<string, string>() };
  const counted: string[] = [];
  const reported: string[] = [];
  const waits: number[] = [];
  let sends = 0;
  const ports: DeliveryPorts = {
    queue: {
      send: async (message: EventMessage) => {
        if (sends++ < queueFails) throw new Error('Too Many Requests');
        durable.queue.push(...message.events);
      },
    },
    ledger: () => ({
      capture: async (events) => {
        if (ledgerFails) throw new Error('overloaded');
        durable.ledger.push(...events);
        return { accepted: events.length, duplicates: 0 };
      },
    }),
    vault: {
      put: async (key, body) => {
        if (vaultFails) throw new Error('R2 is down');
        durable.vault.set(key, body);
      },
    },
    metrics: { count: (name) => void counted.push(name) },
    report: (workspaceId, trouble) => void reported.push(`${workspaceId} ${trouble}`),
    sleep: async (ms) => void waits.push(ms),
  };
  return { ports, durable, counted, reported, waits };
}

describe('a captured click', () => {
  it('goes to the queue, and nothing is counted as trouble', async () => {
    const { ports, durable, counted } = world(0);
    expect(await deliver(CLICK, ports, BEHIND)).toBe(true);
    expect(durable.queue).toEqual([CLICK]);
    expect(counted).toEqual([]);
  });

  it('survives two refusals of the queue, with a growing pause', async () => {
    const { ports, durable, counted, waits } = world(2);
    expect(await deliver(CLICK, ports, BEHIND)).toBe(true);
    expect(durable.queue).toEqual([CLICK]);
    expect(counted).toEqual(['queue_send_retried', 'queue_send_retried']);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity);
  });

  it('survives a queue that refuses by throwing instead of rejecting', async () => {
    const { ports, durable, counted } = world(0);
    const queue = ports.queue;
    let isFirst = true;
    ports.queue = {
      send: (message) => {
        if (!isFirst) return queue.send(message);
        isFirst = false;
        throw new TypeError('not a message');
      },
    };
    expect(await deliver(CLICK, ports, BEHIND)).toBe(true);
    expect(durable.queue).toEqual([CLICK]);
    expect(counted).toEqual(['queue_send_retried']);
  });
});

describe('an event that the queue refuses', () => {
  it('goes to the ledger when the queue stays closed', async () => {
    const { ports, durable, counted } = world(3);
    expect(await deliver(CLICK, ports, BEHIND)).toBe(true);
    expect(durable.ledger).toEqual([CLICK]);
    expect(counted.at(-1)).toBe('capture_by_ledger');
  });

  it('goes to the vault when the ledger fails, too, as a message the pipeline can read', async () => {
    const { ports, durable, counted } = world(3, true);
    expect(await deliver(CLICK, ports, BEHIND)).toBe(true);
    expect(durable.vault.get('spill/2026-11-21/0195d2a0-0000-7000-8000-000000000001.json')).toBe(
      JSON.stringify({ v: 1, events: [CLICK] }),
    );
    expect(counted.at(-1)).toBe('capture_by_spill');
    expect(spillKey(CLICK)).toMatch(/^spill\/\d{4}-\d\d-\d\d\//);
  });
});

describe('a click that nobody takes', () => {
  it('is lost only when all three fail, and that is counted', async () => {
    const { ports, counted, reported } = world(3, true, true);
    expect(await deliver(CLICK, ports, BEHIND)).toBe(false);
    expect(counted.at(-1)).toBe('capture_lost');
    expect(reported).toEqual(['ws_1 lost']);
  });

  it('that nobody took is refused, not lost, when its visitor waits for it', async () => {
    const { ports, counted, reported } = world(3, true, true);
    expect(await deliver(CLICK, ports, { ...BEHIND, isStrict: true })).toBe(false);
    expect(counted.at(-1)).toBe('capture_refused');
    expect(reported).toEqual(['ws_1 refused']);
  });

  it('is durable in exactly one place, or counted as lost, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        fc.boolean(),
        async (queueFails, ledgerFails, vaultFails) => {
          const { ports, durable, counted } = world(queueFails, ledgerFails, vaultFails);
          const kept = await deliver(CLICK, ports, BEHIND);
          expect(durable.queue.length + durable.ledger.length + durable.vault.size).toBe(kept ? 1 : 0);
          expect(counted.includes('capture_lost')).toBe(!kept);
        },
      ),
    );
  });
});
