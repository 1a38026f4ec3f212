/** Which column of a CSV file holds what: guessed by name as the server does, and set right by people. */
import { COMMON, nameOf } from '#core/import/format/format.ts';
import type { Field } from '#core/import/item.ts';
import { readCsv } from './csv.ts';

/** Beginning of a file that surely holds its header. */
const HEAD_BYTES = 64_000;

/** What people bring along, in their words; everything else is found by its name. */
export const MAPPED: readonly { field: Field; label: string }[] = [
  { field: 'url', label: 'Destination' },
  { field: 'link', label: 'Whole short link' },
  { field: 'domain', label: 'Domain' },
  { field: 'key', label: 'Key' },
  { field: 'title', label: 'Title' },
  { field: 'tags', label: 'Tags' },
  { field: 'comments', label: 'Note' },
  { field: 'createdAt', label: 'Date made' },
  { field: 'expiresAt', label: 'Ends' },
  { field: 'password', label: 'Password' },
  { field: 'externalId', label: 'Your own id' },
  { field: 'clicks', label: 'Number of clicks' },
];

export type Mapping = Partial<Record<Field, string>>;

/** The names of a file's columns; empty for what is no CSV. */
export async function columnsOf(file: Blob): Promise<string[]> {
  const head = await file.slice(0, HEAD_BYTES).text();
  return /^\s*[[{]/.test(head) ? [] : (readCsv(head, 1)[0] ?? []);
}

/** The column in which the server will look for a field by itself. */
export function guessOf(field: Field, columns: readonly string[]): string | undefined {
  for (const name of COMMON[field] ?? []) {
    const found = columns.find((column) => nameOf(column) === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
