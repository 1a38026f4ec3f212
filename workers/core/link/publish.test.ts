import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkRecord } from '../route/record.ts';
import type { Link } from './link.ts';
import type { Claim, ClaimStore, Name, NewClaim, RouteCache } from './ports.ts';
import { type CopyContext, QUARANTINE_MS, removeCopies, writeCopies } from './publish.ts';

const NAME: Name = { domain: 'go.test', key: 'k' };

function link(revision: number, id = 'link_1', key = NAME.key): Link {
  return {
    id,
    workspaceId: 'ws_1',
    domain: NAME.domain,
    key,
    url: `https://acme.test/${revision}`,
    externalId: null,
    tenantId: null,
    folderId: null,
    userId: null,
    title: null,
    comments: null,
    archived: false,
    tagIds: [],
    settings: {},
    revision,
    createdAt: 0,
    updatedAt: 0,
  };
}

/** Stores in memory whose every operation waits for its turn, so that a scheduler can interleave several writers. */
function world(turn: <Value>(value: Value) => Promise<Value>) {
  const rows = new Map<string, Claim>();
  const cache = new Map<string, string>();
  const settled: [string, number][] = [];
  const claims: ClaimStore = {
    read: ({ key }) => turn(undefined).then(() => rows.get(key)),
    async claim(claim) {
      await turn(undefined);
      if (rows.has(claim.key)) return false;
      rows.set(claim.key, { ...claim, record: null, restsUntil: null });
      return true;
    },
    async takeOver(stale, next) {
      await turn(undefined);
      const row = rows.get(next.key);
      if (row?.linkId !== stale.linkId || row.revision !== stale.revision) return false;
      rows.set(next.key, { ...next, record: null, restsUntil: null });
      return true;
    },
    async write({ key }: Name, record: LinkRecord) {
      await turn(undefined);
      const row = rows.get(key);
      if (row?.linkId === record.linkId && row.revision < record.revision)
        rows.set(key, { ...row, record: JSON.stringify(record), revision: record.revision });
    },
    async release({ key }: Name, linkId: string, below: number) {
      await turn(undefined);
      const row = rows.get(key);
      if (row?.linkId === linkId && row.revision < below) rows.delete(key);
    },
    async rest({ key }: Name, linkId: string, below: number, untilMs: number) {
      await turn(undefined);
      const row = rows.get(key);
      if (row?.linkId === linkId && row.revision < below && row.restsUntil === null)
        rows.set(key, { ...row, record: null, revision: below, restsUntil: untilMs });
    },
  };
  const routes: RouteCache = {
    put: ({ key }, record) => turn(undefined).then(() => void cache.set(key, record)),
    remove: ({ key }) => turn(undefined).then(() => void cache.delete(key)),
  };
  const context: CopyContext = {
    claims,
    cache: routes,
    now: () => 0,
    links: { settle: (name, _id, revision) => turn(undefined).then(() => void settled.push([name.key, revision])) },
  };
  return { rows, cache, settled, claims, context };
}

const claimOf = (of: Link, revision = 0): NewClaim => ({
  domain: of.domain,
  key: of.key,
  workspaceId: of.workspaceId,
  linkId: of.id,
  revision,
  claimedAt: 0,
});

describe('publishing', () => {
  it('leaves the cache equal to the newest revision, in whatever order several writers are run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
        const { rows, cache, claims, context } = world((value) => scheduler.schedule(Promise.resolve(value)));
        const setUp = claims.claim(claimOf(link(1)));
        const writes = Array.from({ length: writers }, (_, index) =>
          setUp.then(() => writeCopies(context, link(index + 1))),
        );
        await scheduler.waitFor(Promise.all(writes));
        expect(rows.get('k')?.revision).toBe(writers);
        expect(cache.get('k')).toBe(rows.get('k')?.record);
        expect(cache.get('k')).toContain(`/${writers}`);
      }),
    );
  });

  it('leaves nothing behind when a delete overtakes a write, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { rows, cache, claims, context } = world((value) => scheduler.schedule(Promise.resolve(value)));
        const setUp = claims.claim(claimOf(link(1)));
        await scheduler.waitFor(
          Promise.all([
            setUp.then(() => writeCopies(context, link(2))),
            setUp.then(() => removeCopies(context, NAME, 'link_1')),
          ]),
        );
        expect([rows.get('k')?.record, rows.get('k')?.restsUntil, cache.size]).toEqual([null, QUARANTINE_MS, 0]);
      }),
    );
  });

  it('hands a freed name to the next link without the old one disturbing it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { rows, cache, claims, context } = world((value) => scheduler.schedule(Promise.resolve(value)));
        const gone = async () => {
          await claims.claim(claimOf(link(1)));
          await writeCopies(context, link(1));
          await removeCopies(context, NAME, 'link_1');
        };
        const next = async () => {
          for (let tries = 0; tries < 50; tries++) {
            const taken = rows.get('k');
            if (taken?.restsUntil !== null && taken && (await claims.takeOver(taken, claimOf(link(1, 'link_2')))))
              break;
            if (await claims.claim(claimOf(link(1, 'link_2')))) break;
          }
          await writeCopies(context, link(1, 'link_2'));
        };
        await scheduler.waitFor(Promise.all([gone(), next()]));
        if (rows.get('k')?.linkId === 'link_2') expect(cache.get('k')).toBe(rows.get('k')?.record);
        else expect(cache.size).toBe(0);
      }),
    );
  });

  it('does not take a name from a link that has come back to it', async () => {
    const { rows, claims, context } = world((value) => Promise.resolve(value));
    // Revision 1 had the name, 2 moved away, 3 came back; the withdrawal of the move to 2 arrives last.
    await claims.claim(claimOf(link(3), 2));
    await removeCopies(context, NAME, 'link_1', 2);
    expect(rows.get('k')).toBeDefined();
    await writeCopies(context, link(3));
    await removeCopies(context, NAME, 'link_1', 2);
    expect(rows.get('k')?.revision).toBe(3);
  });
});
