/** Hands on what the api has accepted and could not hand on: leads and sales that are written down and not counted yet. */
import { eventsOf } from '#core/conversion/hand-on.ts';
import type { KeptConversion } from '#core/conversion/ports.ts';
import { undelivered, WorkspaceConversions } from '#platform/d1/links/conversions.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';
import { type TellConfig, tellHandedOn } from '../webhooks.ts';

/** Younger ones are still in the hands of the request that accepted them. */
const GRACE_MS = 30_000;
/** Per shard and run. The next minute goes on. */
const MAX_PER_RUN = 500;

type Config = Pick<PipelineConfig, 'linkShards' | 'ledgers' | keyof TellConfig>;

/** Straight to the ledgers, which know by their ids the events that have arrived after all. */
export async function deliverConversions(
  config: Config,
  log: Log,
  now: () => number,
): Promise<{ delivered: number; failed: number }> {
  const outcome = { delivered: 0, failed: 0 };
  for (const shard of config.linkShards) {
    for (const conversion of await undelivered(shard, now() - GRACE_MS, MAX_PER_RUN)) {
      try {
        await deliver(config, shard, conversion);
        outcome.delivered++;
      } catch (error) {
        outcome.failed++;
        log.warn('conversion.not_delivered', { eventId: conversion.event.id, error: describeError(error) });
      }
    }
  }
  return outcome;
}

async function deliver(config: Config, shard: D1Database, conversion: KeptConversion): Promise<void> {
  const { ledgers } = config;
  const { workspaceId } = conversion.event;
  await ledgers.get(ledgers.nameOf(workspaceId)).capture(await eventsOf(conversion));
  await tellHandedOn(config, shard, conversion);
  await new WorkspaceConversions(shard, workspaceId).delivered(conversion);
}
