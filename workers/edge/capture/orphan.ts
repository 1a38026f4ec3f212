/** Visits that reached a workspace's domain but no destination: kept for its report, a few a second, so that a scan is no click storm. */
import type { CapturedClick } from '#core/event/captured.ts';
import type { Refusal } from '#core/link/decision.ts';
import { MissBudget } from '../lookup/miss-budget.ts';
import { readRequest } from '../answer/request-facts.ts';
import type { Visiting } from '../answer/visiting.ts';
import { buildClick } from './build-click.ts';
import { deliver } from './deliver.ts';
import { newEventId } from './event-id.ts';
import { ORPHANS_KEPT } from './orphans-kept.ts';

/** Domains whose left-out visits are remembered; beyond it their numbers start anew. */
const MAX_DOMAINS = 1_000;
/** Longer keys are a scanner's; the report needs their beginning. */
const MAX_KEY_CHARS = 255;

/** What a refusal means here; the ones that name no known domain have no workspace to report to. */
export type OrphanReason = Extract<
  Refusal,
  'unknown-link' | 'blocked' | 'disabled' | 'not-started' | 'expired' | 'exhausted'
>;

const REASONS: ReadonlySet<string> = new Set<OrphanReason>([
  'unknown-link',
  'blocked',
  'disabled',
  'not-started',
  'expired',
  'exhausted',
]);

const budget = new MissBudget(ORPHANS_KEPT);
/** Visits since the last one that was kept, by domain. It travels with the next one: nothing is left out without a number. */
const leftOut = new Map<string, number>();

/** Never throws, never delays the answer. */
export function captureOrphan(visiting: Visiting, reason: Refusal): void {
  const { edge, domain, domainName } = visiting;
  if (domain.workspaceId === '' || !REASONS.has(reason)) return;
  const at = edge.clock();
  if (!budget.take(domainName, at)) {
    if (leftOut.size >= MAX_DOMAINS) leftOut.clear();
    leftOut.set(domainName, (leftOut.get(domainName) ?? 0) + 1);
    return;
  }
  const left = leftOut.get(domainName) ?? 0;
  leftOut.delete(domainName);
  visiting.defer(keep(visiting, reason, at, left));
}

async function keep(visiting: Visiting, reason: Refusal, at: number, left: number): Promise<unknown> {
  const { edge, domain, domainName, key, defer } = visiting;
  const facts = readRequest(visiting, visiting.query);
  const to = { url: '', rule: reason, variant: left === 0 ? '' : String(left) };
  const record = { workspaceId: domain.workspaceId, linkId: '' };
  const visit = {
    ...facts,
    clickId: newEventId(at),
    at,
    domain: domainName,
    key: key.slice(0, MAX_KEY_CHARS),
    record,
    to,
  };
  const orphan: CapturedClick = { ...(await buildClick(visit, edge.salt, edge.metrics)), type: 'orphan' };
  return deliver(orphan, edge.delivery, { defer, isStrict: false });
}
