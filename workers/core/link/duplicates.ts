/** Links that lead to the same place as an address, so that nobody makes a second one without knowing. */
import { requireScope } from '../access/actor.ts';
import { parseDestination } from './draft/destination.ts';
import type { Link } from './link.ts';
import type { LinkContext } from './ports.ts';

/** Nobody reads on after these. */
const MAX_DUPLICATES = 100;

/** Newest first. Campaign parameters, fragment, `www.`, the order of parameters and a last slash make no difference. */
export async function findDuplicates(context: LinkContext, url: string): Promise<Link[]> {
  requireScope(context.actor, 'links.read');
  return context.links.sameDestination(parseDestination('url', url), MAX_DUPLICATES);
}
