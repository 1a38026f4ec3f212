import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkFilter, LinkPage } from '#core/link/ports.ts';
import { planList } from './list-plan.ts';

const page = (sort: LinkPage['sort']): LinkPage => ({ limit: 100, offset: 0, sort, order: 'desc' });
const open = (filter: Partial<LinkFilter>): LinkFilter => ({ showArchived: false, ...filter });

describe('a list', () => {
  it('walks the smallest of what it filters by, in the order of creation', () => {
    const filter = open({ domain: 'go.test', folderId: 'fold_1', tagIds: ['tag_1'] });
    const sizes = { all: 1_000, of: { domain: 900, folderId: 20, tagIds: 300 } };
    expect(planList(filter, page('createdAt'), sizes)).toEqual({ along: 'folderId', how: 'ordered' });
    expect(planList(open({}), page('clicks'), sizes)).toEqual({ along: undefined, how: 'ordered' });
  });

  it('in another order never reads more than the root of all links times the page, were they spread evenly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (all, some) => {
        const size = Math.min(all, some);
        const plan = planList(open({ folderId: 'f' }), page('clicks'), { all, of: { folderId: size } });
        const reads = plan.how === 'gathered' ? size : (100 * all) / size;
        expect(reads).toBeLessThanOrEqual(Math.sqrt(100 * all) + 1);
      }),
    );
  });
});
