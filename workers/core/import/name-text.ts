/** A name as one text, to look it up by. */
import type { Name } from '../link/ports.ts';

export function nameText({ domain, key }: Name): string {
  return `${domain}/${key}`;
}
