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

/** Resolves at once, except in strict workspaces: then when the click is durable. Never throws. */
export function captureVisit(capturing: Capturing, to: typeof NOWHERE): Promise<unknown> | undefined {
  const { visiting, facts, record, clickId, at } = capturing;
  const { edge } = visiting;
  const trigger = to.deepLink ? 'deeplink' : facts.trigger;
  const visit = { ...facts, trigger, clickId, at, domain: visiting.domainName, key: visiting.key, record, to } as const;
  const click = buildClick(visit, edge.salt, edge.metrics);
  const captured =
    click instanceof Promise ? click.then((built) => deliver(built, edge.delivery)) : deliver(click, edge.delivery);
  if (record.ackBefore) return captured;
  visiting.defer(captured);
  return undefined;
}
