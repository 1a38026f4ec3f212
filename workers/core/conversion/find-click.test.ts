import { describe, expect, it } from 'vitest';
import { CLICK_FACTS } from '../event/conversion.ts';
import type { EventRow } from '../event/row.ts';
import { uuidv7 } from '../id/uuidv7.ts';
import { clickFinder } from './find-click.ts';

const NOW = Date.UTC(2026, 10, 21);
const ROW = {
  link_id: 'link_a',
  ...Object.fromEntries(CLICK_FACTS.map((name) => [name, name])),
} as unknown as EventRow;

/** Places that have the click from the given look on, Infinity for never; and what was asked of whom. */
function open(inLedgerFrom: number, inRawFrom: number) {
  const asked: string[] = [];
  let now = NOW;
  const looks = (name: string) => asked.filter((each) => each === name).length;
  const find = clickFinder({
    workspaceId: 'ws_a',
    ledger: {
      async waitingClick(workspaceId) {
        asked.push('ledger');
        expect(workspaceId).toBe('ws_a');
        return looks('ledger') >= inLedgerFrom ? ROW : null;
      },
    },
    raw: {
      async query({ params }) {
        asked.push('raw');
        expect(params['workspace']).toBe('ws_a');
        return looks('raw') >= inRawFrom ? [ROW as unknown as Record<string, unknown>] : [];
      },
    },
    async sleep(ms) {
      now += ms;
    },
    now: () => now,
  });
  return { asked, find };
}

describe('a click', () => {
  it('of this moment is found in the ledger, without asking raw', async () => {
    const { asked, find } = open(1, Infinity);
    expect(await find(uuidv7(NOW - 200))).toMatchObject({ linkId: 'link_a', facts: { country: 'country' } });
    expect(asked).toEqual(['ledger']);
  });

  it('that is still in the queue is waited for', async () => {
    const { asked, find } = open(3, Infinity);
    expect(await find(uuidv7(NOW - 200))).toBeDefined();
    expect(asked).toEqual(['ledger', 'raw', 'ledger', 'raw', 'ledger']);
  });

  it('of long ago is found in raw, without asking the ledger; or in the ledger when the store was away for long', async () => {
    const id = uuidv7(NOW - 3 * 86_400_000);
    const old = open(1, 1);
    expect(await old.find(id)).toBeDefined();
    expect(old.asked).toEqual(['raw']);
    const backlog = open(1, Infinity);
    expect(await backlog.find(id)).toBeDefined();
  });

  it('that is nowhere is given up: at once when it is old, after a few seconds when it is young', async () => {
    const old = open(Infinity, Infinity);
    expect(await old.find(uuidv7(NOW - 3_600_000))).toBeUndefined();
    expect(old.asked).toHaveLength(2);
    const young = open(Infinity, Infinity);
    expect(await young.find(uuidv7(NOW))).toBeUndefined();
    expect(young.asked.length).toBeGreaterThan(2);
  });

  it('is known by the form in which payment links carry it; anything else is no click and nobody is asked', async () => {
    const { asked, find } = open(1, 1);
    expect(await find(`dub_id_${uuidv7(NOW)}`)).toBeDefined();
    asked.length = 0;
    expect(await find(`' OR 1=1`)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
