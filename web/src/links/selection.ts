/** Which links are chosen, as they were when they were chosen, so that actions work wherever one has scrolled to. */
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';

/** Two bulk requests; undoing a deletion restores them one by one. */
export const MAX_SELECTED = 200;

export interface Selection {
  links: readonly WireLink[];
  has: (id: string) => boolean;
  toggle: (link: WireLink) => void;
  /** Adds these, as far as there is room. */
  add: (links: readonly WireLink[]) => void;
  clear: () => void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, WireLink>>(new Map());
  const add = (before: ReadonlyMap<string, WireLink>, links: readonly WireLink[]) => {
    const next = new Map(before);
    for (const link of links) if (next.size < MAX_SELECTED || next.has(link.id)) next.set(link.id, link);
    return next;
  };
  return {
    links: [...chosen.values()],
    has: (id) => chosen.has(id),
    toggle: (link) =>
      setChosen((before) => {
        if (!before.has(link.id)) return add(before, [link]);
        const next = new Map(before);
        next.delete(link.id);
        return next;
      }),
    add: (links) => setChosen((before) => add(before, links)),
    clear: () => setChosen(new Map()),
  };
}
