/** Sorts what is asked about several workspaces by who counts them. */
import type { AppendResult } from '#core/ledger/contract.ts';
import type { Place } from './residence.ts';

export interface Sorted<Item> {
  here: Item[];
  /** By the name of the ledger to ask. */
  elsewhere: Map<string, Item[]>;
  /** Workspaces that are on their way. */
  moving: Set<string>;
}

export function sortByPlace<Item>(
  items: readonly Item[],
  workspaceOf: (item: Item) => string,
  placeOf: (workspaceId: string) => Place,
): Sorted<Item> {
  const sorted: Sorted<Item> = { here: [], elsewhere: new Map(), moving: new Set() };
  for (const item of items) {
    const workspaceId = workspaceOf(item);
    const place = placeOf(workspaceId);
    if (place === 'here') sorted.here.push(item);
    else if (place === 'moving') sorted.moving.add(workspaceId);
    else {
      const others = sorted.elsewhere.get(place.ledger) ?? [];
      sorted.elsewhere.set(place.ledger, others);
      others.push(item);
    }
  }
  return sorted;
}

export function sumOf(results: readonly AppendResult[], alsoMoving: Iterable<string> = []): AppendResult {
  const moving = new Set([...alsoMoving, ...results.flatMap((result) => result.moving ?? [])]);
  return {
    accepted: results.reduce((sum, { accepted }) => sum + accepted, 0),
    duplicates: results.reduce((sum, { duplicates }) => sum + duplicates, 0),
    ...(moving.size > 0 && { moving: [...moving] }),
  };
}
