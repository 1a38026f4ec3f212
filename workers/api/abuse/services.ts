/** What the abuse desk's routes work with. */
import type { Context } from 'hono';
import type { AppealContext } from '#core/abuse/appeal.ts';
import type { DeskContext } from '#core/abuse/decide.ts';
import { requireOperator } from '#core/abuse/operator.ts';
import type { ReportContext } from '#core/abuse/report.ts';
import { networkOf } from '#core/limit/network.ts';
import { openDesk } from '#platform/abuse/open-desk.ts';
import { reportedLinks } from '#platform/abuse/reported-link.ts';
import { D1AbuseCases } from '#platform/d1/control/abuse-cases.ts';
import { recordEntry } from '#platform/d1/control/audit-log.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { addressOf } from '../http/address.ts';
import { actorOf, type ApiContext } from '../http/context.ts';

/** The desk, for an operator. Throws `not_found` for everybody else. */
export async function deskOf(c: Context<ApiContext>): Promise<DeskContext> {
  const { config, log, post } = c.get('services');
  const { userId, ipHash } = c.get('caller');
  requireOperator(config.operators, await findPerson(config.control, userId));
  const operator = { name: `user:${userId}`, requestId: c.get('requestId'), ipHash };
  return openDesk({ stores: config, log, post, webUrl: config.webUrl, now: Date.now }, operator);
}

export function appealsOf(c: Context<ApiContext>): AppealContext {
  const { config } = c.get('services');
  return {
    actor: actorOf(c),
    cases: new D1AbuseCases(config.control),
    record: (entry) => recordEntry(config.control, entry),
    now: Date.now,
  };
}

export function reportsOf(c: Context<ApiContext>): ReportContext {
  const { config } = c.get('services');
  return {
    ...reportedLinks(config, config.shortOrigins),
    cases: new D1AbuseCases(config.control),
    requestId: c.get('requestId'),
    now: Date.now,
  };
}

/** Who reports, as a keyed hash of the network: one household counts once. */
export function reporterOf(c: Context<ApiContext>): string {
  const address = addressOf(c);
  return c.get('services').networkHash(`report ${address === undefined ? '' : networkOf(address)}`);
}
