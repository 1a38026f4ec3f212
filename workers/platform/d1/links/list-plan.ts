/** Chooses what a list walks along: the smallest thing it filters by, or the whole order. Pure; the costs are rows read. */
import type { LinkFilter, LinkPage, LinkSort } from '#core/link/ports.ts';

/** What a filter can be walked by: each has an index in order of creation. */
export type Facet = 'domain' | 'userId' | 'folderId' | 'tenantId' | 'tagIds' | 'linkIds';

/**
 * `ordered`: along `facet` (undefined: all links) in the order asked for, so that a page reads what it shows.
 * `gathered`: all links of the facet are read and sorted.
 */
export interface ListPlan {
  along: Facet | undefined;
  how: 'ordered' | 'gathered';
}

/** From the narrowest in common use to the widest: decides where sizes are not known. */
const BY_USUAL_SIZE: readonly Facet[] = ['linkIds', 'tenantId', 'tagIds', 'folderId', 'userId', 'domain'];

/** How many links a workspace has, and under each value that is filtered by; what is not counted is absent. */
export interface Sizes {
  all: number;
  of: Partial<Record<Facet, number>>;
}

export function facetsOf(filter: LinkFilter): Facet[] {
  return BY_USUAL_SIZE.filter((facet) => filter[facet] !== undefined);
}

/** True when the best way depends on how many links there are of each. */
export function needsSizes(filter: LinkFilter, sort: LinkSort): boolean {
  const facets = facetsOf(filter);
  if (facets.includes('linkIds') || facets.length === 0) return false;
  return facets.length > 1 || sort !== 'createdAt';
}

/** A page in the order of creation walks along the smallest facet. Any other order exists for all links only, so it is that or sorting. */
export function planList(filter: LinkFilter, page: LinkPage, sizes: Sizes): ListPlan {
  const [first, ...others] = facetsOf(filter);
  if (first === undefined) return { along: undefined, how: 'ordered' };
  if (first === 'linkIds') return { along: first, how: 'gathered' };
  const sizeOf = (facet: Facet): number => sizes.of[facet] ?? sizes.all;
  const smallest = others.reduce((best, facet) => (sizeOf(facet) < sizeOf(best) ? facet : best), first);
  if (page.sort === 'createdAt') return { along: smallest, how: 'ordered' };
  // Walking meets one link of the facet in every (all ÷ size); sorting reads each of them once. The cheaper one never reads
  // more than √(all × wanted).
  const walked = ((page.offset + page.limit) * sizes.all) / Math.max(1, sizeOf(smallest));
  return walked < sizeOf(smallest) && others.length === 0
    ? { along: undefined, how: 'ordered' }
    : { along: smallest, how: 'gathered' };
}
