/** The operations that fit what is searched for, by the parts of the API they belong to. */
import { type NamedOperation, operationsOf, type ShownDocument } from '#core/reference/document.ts';

export interface Part {
  name: string;
  description: string;
  operations: NamedOperation[];
}

/** In the document's order; parts in which nothing fits are left out. Every word must occur in the operation. */
export function partsOf(document: ShownDocument, typed: string): Part[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const byTag = Map.groupBy(
    operationsOf(document).filter((operation) => words.every((word) => wordsOf(operation).includes(word))),
    ({ tags = [] }) => tags[0] ?? 'Other',
  );
  const described = new Map((document.tags ?? []).map(({ name, description = '' }) => [name, description]));
  const names = [...new Set([...described.keys(), ...byTag.keys()])];
  return names.flatMap((name) => {
    const operations = byTag.get(name) ?? [];
    return operations.length > 0 ? [{ name, description: described.get(name) ?? '', operations }] : [];
  });
}

function wordsOf({ method, path, id, summary = '', description = '', tags = [] }: NamedOperation): string {
  return [method, path, id, summary, description, ...tags].join(' ').toLowerCase();
}
