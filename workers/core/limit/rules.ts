/** Which limits hold for whom. */
import { planOf, PUBLISHABLE_PER_MINUTE, SESSION_PER_MINUTE, SESSION_REPORTS_PER_SECOND } from '../plan/plan.ts';
import type { RateRule } from './window.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

export type CallerKind = 'secret' | 'publishable' | 'session';

/** The rules of one request, the one that lasts longest first. */
export function rulesOf(kind: CallerKind, planName: string, isReport: boolean): RateRule[] {
  const plan = planOf(planName);
  const perMinute = { secret: plan.apiPerMinute, publishable: PUBLISHABLE_PER_MINUTE, session: SESSION_PER_MINUTE }[
    kind
  ];
  const requests: RateRule = { name: 'requests', limit: perMinute, windowMs: MINUTE_MS };
  if (!isReport) return [requests];
  const perSecond = kind === 'session' ? SESSION_REPORTS_PER_SECOND : plan.reportsPerSecond;
  return [requests, { name: 'reports', limit: perSecond, windowMs: SECOND_MS }];
}

/** Requests without credentials, per network. */
export const PUBLIC_RULE: RateRule = { name: 'public', limit: 300, windowMs: MINUTE_MS };
/** Reports of links per network: more than anybody comes across in an hour. */
export const REPORT_RULE: RateRule = { name: 'link-reports', limit: 20, windowMs: 60 * MINUTE_MS };
/** Guesses at the password of one shared page, per network. */
export const SHARE_PASSWORD_RULE: RateRule = { name: 'attempts', limit: 10, windowMs: 10 * MINUTE_MS };
/** Wrong credentials per network: guessing one is hopeless, each try still costs a read. */
export const WRONG_CREDENTIALS_RULE: RateRule = { name: 'wrong-credentials', limit: 60, windowMs: MINUTE_MS };
/** Reports that people of one workspace send by hand: each is a mail to up to 25 people who did not ask for this one. */
export const SEND_NOW_RULE: RateRule = { name: 'reports-by-mail', limit: 10, windowMs: 60 * MINUTE_MS };
