/** Whether a link's destination answers: what a check found, and when the next one is due. */
import type { OutboundFailure } from '../outbound/error.ts';

export const HEALTH_STATES = ['unknown', 'ok', 'redirects', 'guarded', 'failing'] as const;
/**
 * `redirects`: it leads on, permanently, to another address that could be linked to at once. `guarded`: it answers, but refuses
 * machines (401, 403, 429 and the like), which says nothing about people.
 */
export type HealthState = (typeof HEALTH_STATES)[number];

export interface Finding {
  state: Exclude<HealthState, 'unknown'>;
  httpStatus: number | null;
  failure: OutboundFailure | null;
  /** A sentence for people; null when all is well. */
  problem: string | null;
  redirects: number;
  /** Where the answer came from; null when there was none. */
  finalUrl: string | null;
}

/** What is known about one link. Times are Unix milliseconds. */
export interface LinkHealth extends Omit<Finding, 'state'> {
  linkId: string;
  workspaceId: string;
  /** The address that was checked. */
  url: string;
  state: HealthState;
  /** Checks in a row that failed. */
  failures: number;
  failingSince: number | null;
  checkedAt: number;
  nextCheckAt: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A link that works is looked at once a day; one that can be helped by a fallback, every ten minutes. */
const CALM_MS = 24 * HOUR_MS;
const WATCHED_MS = 10 * MINUTE_MS;
/** After a failure soon again, then ever later: a page that is gone for a week is not coming back within minutes. */
const AFTER_FAILURES_MS = [5 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];
/** Failed checks in a row before the fallback takes over, and before anybody is told: one may be the network's, two a deploy's. */
export const FAILURES_TO_ACT = 3;
/** Spread, so that what was added together is not checked together for ever. */
const JITTER = 0.2;

/** @param random from 0 to 1. */
export function nextCheckAt(failures: number, hasFallback: boolean, now: number, random: number): number {
  const wait = hasFallback
    ? failures > 0 && failures < FAILURES_TO_ACT
      ? MINUTE_MS
      : WATCHED_MS
    : failures > 0
      ? (AFTER_FAILURES_MS[failures - 1] ?? CALM_MS)
      : CALM_MS;
  return Math.round(now + wait * (1 + JITTER * random));
}

/** What is known after a check. */
export function afterCheck(
  before: Pick<LinkHealth, 'linkId' | 'workspaceId' | 'failures' | 'failingSince'>,
  url: string,
  finding: Finding,
  hasFallback: boolean,
  now: number,
  random: number,
): LinkHealth {
  const isFailing = finding.state === 'failing';
  const failures = isFailing ? before.failures + 1 : 0;
  return {
    ...finding,
    url,
    linkId: before.linkId,
    workspaceId: before.workspaceId,
    failures,
    failingSince: isFailing ? (before.failingSince ?? now) : null,
    checkedAt: now,
    nextCheckAt: nextCheckAt(failures, hasFallback, now, random),
  };
}
