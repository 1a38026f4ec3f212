/** A link that leads to a short domain of this service could lead in a circle, or hide where a chain ends. */
import { refusal } from '../../error/refuse.ts';
import type { DomainStore } from '../ports.ts';
import type { LinkContent } from './content.ts';
import { destinationHosts } from './content.ts';

/** Hosts that `before` had already are not asked about again: a link must stay editable when somebody adds its destination as a domain. */
export async function refuseLoops(domains: DomainStore, content: LinkContent, before?: LinkContent): Promise<void> {
  const hosts = destinationHosts(content);
  for (const known of before ? destinationHosts(before).keys() : []) hosts.delete(known);
  if (hosts.size === 0) return;
  const [ours] = await domains.knownHosts([...hosts.keys()]);
  if (ours !== undefined)
    throw refusal(hosts.get(ours) ?? 'url', 'must not lead to a short domain: the link could lead to itself', ours);
}
