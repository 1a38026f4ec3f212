/** Leads a link to its fallback while its destination fails, and back when it has healed. */
import { auditEntry } from '../audit/entry.ts';
import { describeChange } from '../link/change.ts';
import type { Link } from '../link/link.ts';
import type { LinkContext } from '../link/ports.ts';
import { publishLink } from '../link/publish.ts';
import { FAILURES_TO_ACT, type LinkHealth } from './health.ts';

/** The change that the link's state asks for; undefined when it is as it should be. */
export function wantedSwitch(link: Link, health: Pick<LinkHealth, 'failures'>): 'away' | 'back' | undefined {
  const { fallbackUrl, fallbackSince } = link.settings;
  if (fallbackSince !== undefined && health.failures === 0) return 'back';
  if (fallbackSince === undefined && fallbackUrl !== undefined && health.failures >= FAILURES_TO_ACT) return 'away';
  return undefined;
}

type Context = Pick<LinkContext, 'actor' | 'links' | 'claims' | 'cache' | 'copyFailed' | 'now'>;

/** False when somebody changed the link meanwhile: the next check decides again. */
export async function switchDestination(context: Context, link: Link, to: 'away' | 'back'): Promise<boolean> {
  const now = context.now();
  const { fallbackSince: _since, ...settings } = link.settings;
  const after: Link = {
    ...link,
    settings: to === 'away' ? { ...settings, fallbackSince: now } : settings,
    revision: link.revision + 1,
    updatedAt: Math.max(now, link.updatedAt),
  };
  const action = to === 'away' ? 'link.fall_back' : 'link.heal';
  const entry = auditEntry(context.actor, action, link.id, describeChange(link, after), now);
  if ((await context.links.update(link, after, entry)) !== 'written') return false;
  await publishLink(context, after);
  return true;
}
