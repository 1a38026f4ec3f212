/** Creates a link, or updates the workspace's link with the same destination. */
import { requireScope } from '../access/actor.ts';
import { createLink } from './create.ts';
import { parseDestination } from './draft/destination.ts';
import { writeUtm } from './draft/utm.ts';
import type { CreateLinkInput } from './input.ts';
import type { Link } from './link.ts';
import type { LinkContext } from './ports.ts';
import { updateLink } from './update.ts';

export async function upsertLink(context: LinkContext, input: CreateLinkInput): Promise<Link> {
  requireScope(context.actor, 'links.write');
  // The stored destination carries the UTM parameters, so the one looked for has to.
  const url =
    input.url.trim() === '' ? '' : parseDestination('url', writeUtm(parseDestination('url', input.url), input));
  const existing = url === '' ? undefined : await context.links.byUrl(url);
  if (!existing) return createLink(context, input);
  const { keyLength: _keyLength, prefix: _prefix, ...changes } = input;
  return updateLink(context, existing.id, changes);
}
