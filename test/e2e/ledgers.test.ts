/** The number of ledgers changes on a running system: 2 → 3 → 5 → 2, with clicks before, during and after each change. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { ledgerName } from '#core/shard/place.ts';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, SAO_PAULO, TOKYO } from '../support/visit.ts';

const COUNTS = [2, 3, 5, 2];
const MOST = Math.max(...COUNTS);
const CLICKS_AT_LEAST = 40;
const EVERY_MINUTE = '* * * * *';

let stack: TestStack;
/** Tenants whose workspaces change their ledger with every change of the number. */
let tenants: Tenant[];
let links: WireLink[];

beforeAll(async () => {
  stack = await TestStack.start({ ledgers: COUNTS[0] });
  tenants = await Promise.all([0, 1].map(() => stack.seedTenant({ workspaceId: restlessWorkspace() })));
  links = await Promise.all(
    tenants.map((tenant) => stack.createLink(tenant, { url: 'https://example.com/moving', key: 'moving' })),
  );
});
afterAll(() => stack?.stop());

function restlessWorkspace(): string {
  for (;;) {
    const id = newEntityId('workspace', Date.now());
    if (new Set([2, 3, 5].map((count) => ledgerName(id, count))).size === 3) return id;
  }
}

/** Clicks every link until told to stop; resolves with the clicks that were answered, by link. */
async function click(isOver: () => boolean): Promise<number[]> {
  const answered = links.map(() => 0);
  for (let turn = 0; !isOver() || turn < CLICKS_AT_LEAST; turn++) {
    const visitor = [BERLIN, TOKYO, SAO_PAULO][turn % 3] ?? BERLIN;
    const answers = await Promise.all(links.map((link) => stack.visit(link, visitor)));
    for (const [index, { status }] of answers.entries()) if (status === 302) answered[index]! += 1;
  }
  return answered;
}

it('counts every click once', async () => {
  const total = links.map(() => 0);
  for (const [change, count] of COUNTS.entries()) {
    if (change > 0) await stack.restart(count);
    let isSettled = false;
    const clicking = click(() => isSettled);
    // The third change begins while the second may be under way: the stack stops in the middle of it.
    if (change !== 1) {
      await eventually(async () => {
        await stack.tick(EVERY_MINUTE);
        expect(await stack.movesDue(count, MOST)).toBe(0);
      }, 60_000);
    }
    isSettled = true;
    for (const [index, n] of (await clicking).entries()) total[index]! += n;
  }
  for (const [index, link] of links.entries()) {
    const n = total[index] ?? 0;
    const tenant = tenants[index] as Tenant;
    await eventually(async () => {
      expect((await stack.ledgerTotals(tenant, [link.id])).links[0]).toMatchObject({ hits: n, clicks: n });
      expect(await stack.stored.hits(link.id)).toEqual(everywhere(n));
      const { body } = await stack.api(tenant)<AuditedDay[]>('GET', '/audit?days=2');
      expect(body.map((day) => day.status)).toEqual(body.map(() => 'balanced'));
      expect(body.reduce((sum, day) => sum + day.accepted, 0)).toBe(n);
    }, 40_000);
  }
}, 300_000);
