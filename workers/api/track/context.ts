/** What the conversion verbs work with. */
import type { Actor } from '#core/access/actor.ts';
import { deliverEvents } from '#core/conversion/deliver.ts';
import { clickFinder } from '#core/conversion/find-click.ts';
import type { ConversionContext } from '#core/conversion/ports.ts';
import { tellConversion } from '#core/webhook/conversion-events.ts';
import { WorkspaceConversions } from '#platform/d1/links/conversions.ts';
import { describeError } from '#platform/log/log.ts';
import { customersOf } from '../customers/context.ts';
import { type Services, shardOf } from '../services.ts';
import { tellContextOf } from '../webhooks/services.ts';

/** @param request what of the request the verbs must know. */
export function conversionsOf(
  services: Services,
  actor: Actor,
  request: Pick<ConversionContext, 'fromPage' | 'defer'>,
): ConversionContext {
  const { config, log, rates, stats: raw } = services;
  const workspaceId = actor.workspace.id;
  const ledger = config.ledgerOf(workspaceId);
  const sleep = (ms: number) => scheduler.wait(ms);
  const stores = customersOf(services, actor);
  const { customers, links } = stores;
  return {
    ...stores,
    ...request,
    rates,
    conversions: new WorkspaceConversions(shardOf(services, actor), workspaceId),
    findClick: clickFinder({ workspaceId, ledger, raw, sleep, now: Date.now }),
    deliver: (events, until) => deliverEvents({ queue: config.events, ledger }, events, until),
    tell: (conversion) => tellConversion({ ...tellContextOf(services, actor.workspace), customers, links }, conversion),
    deliveryFailed: ({ event }, error) =>
      log.warn('conversion.not_delivered', {
        eventId: event.id,
        workspaceId,
        requestId: actor.requestId,
        error: describeError(error),
      }),
  };
}
