/** Starts the capture of a visit; in strict workspaces the caller waits for it. */
import type { Destination } from '#core/link/decision.ts';
import type { LinkRecord } from '#core/route/record.ts';
import { buildClick } from '../capture/build-click.ts';
import { deliver } from '../capture/deliver.ts';
import type { RequestFacts } from './request-facts.ts';
import type { Visiting } from './visiting.ts';

/** A hit that was sent nowhere: it is kept all the same, with the signs that say what it was. */
export const NOWHERE: Pick<Destination, 'url' | 'rule' | 'variant' | 'deepLink'> = {
  url: '',
  rule: '',
  variant: '',
  deepLink: false,
};

export interface Capturing {
  visiting: Visiting;
  facts: RequestFacts;
  record: LinkRecord;
  clickId: string;
  /** Unix ms. */
  at: number;
}

/**
 * Undefined: the visitor may be answered at once. In strict workspaces, and as long as nobody knows which are, a promise of
 * whether he may be answered at all: false when the click could not be made durable. Never throws.
 */
export function captureVisit(capturing: Capturing, to: typeof NOWHERE): Promise<boolean> | undefined {
  const { visiting, record } = capturing;
  const { strict } = visiting;
  if (!(strict instanceof Promise)) return capture(capturing, to, strict(record.workspaceId));
  return strict.then((isStrict) => capture(capturing, to, isStrict(record.workspaceId)) ?? true);
}

function capture(capturing: Capturing, to: typeof NOWHERE, isStrict: boolean): Promise<boolean> | undefined {
  const { visiting, facts, record, clickId, at } = capturing;
  const { edge, defer } = visiting;
  const trigger = to.deepLink ? 'deeplink' : facts.trigger;
  const visit = { ...facts, trigger, clickId, at, domain: visiting.domainName, key: visiting.key, record, to } as const;
  const click = buildClick(visit, edge.salt, edge.metrics);
  const circumstances = { defer, isStrict };
  const captured =
    click instanceof Promise
      ? click.then((built) => deliver(built, edge.delivery, circumstances))
      : deliver(click, edge.delivery, circumstances);
  // Also in strict mode: a visitor who hangs up early must not take his click with him.
  defer(captured);
  return isStrict ? captured : undefined;
}
