/** Which commands fit what was typed: every word must begin some word of the command; names count more than other words for it. */

export interface Named {
  label: string;
  /** What people might call it instead. */
  also?: string | undefined;
}

/** The commands that fit, best first; all of them, in their order, when nothing was typed. */
export function matching<Item extends Named>(items: readonly Item[], typed: string): Item[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [...items];
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

/** All of them, those first whose own name fits what was typed; the others keep their order. */
export function bestFirst<Item>(items: readonly Item[], typed: string, nameOf: (item: Item) => string): Item[] {
  const words = wordsOf(typed);
  const scored = items.map((item) => ({ item, score: scoreOf({ label: nameOf(item) }, words) }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ item }) => item);
}

function scoreOf({ label, also = '' }: Named, words: readonly string[]): number {
  const names = wordsOf(label);
  const others = wordsOf(also);
  let score = 0;
  for (const word of words) {
    if (names.some((name) => name === word)) score += 4;
    else if (names[0]?.startsWith(word)) score += 3;
    else if (names.some((name) => name.startsWith(word))) score += 2;
    else if (others.some((other) => other.startsWith(word))) score += 1;
    else return 0;
  }
  return score;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
