/** The plans: everything a workspace may have, in one table. The API, the limits, the billing and the docs read this file. */

export const PLANS = ['free', 'pro', 'business', 'enterprise'] as const;
export type PlanName = (typeof PLANS)[number];

/** Null means without limit. */
export interface Plan {
  /** Links created per calendar month (UTC), by whatever way. */
  linksPerMonth: number | null;
  /** Events accepted by the ledger per calendar month (UTC), of every class and type. */
  eventsPerMonth: number | null;
  /** How far back reports reach. */
  retentionDays: number;
  domains: number | null;
  members: number | null;
  tags: number | null;
  folders: number | null;
  /** Requests per minute of one token. */
  apiPerMinute: number;
  /** Reports per second of one token; they also count as requests. */
  reportsPerSecond: number;
}

const PLAN: Record<PlanName, Plan> = {
  free: {
    linksPerMonth: 50,
    eventsPerMonth: 5_000,
    retentionDays: 30,
    domains: 3,
    members: 2,
    tags: 10,
    folders: 3,
    apiPerMinute: 60,
    reportsPerSecond: 1,
  },
  pro: {
    linksPerMonth: 1_000,
    eventsPerMonth: 100_000,
    retentionDays: 365,
    domains: 10,
    members: 5,
    tags: 100,
    folders: 20,
    apiPerMinute: 600,
    reportsPerSecond: 2,
  },
  business: {
    linksPerMonth: 10_000,
    eventsPerMonth: 1_000_000,
    retentionDays: 3 * 365,
    domains: 100,
    members: 25,
    tags: 1_000,
    folders: 100,
    apiPerMinute: 1_200,
    reportsPerSecond: 4,
  },
  enterprise: {
    linksPerMonth: null,
    eventsPerMonth: null,
    retentionDays: 5 * 365,
    domains: null,
    members: null,
    tags: null,
    folders: null,
    apiPerMinute: 3_000,
    reportsPerSecond: 100,
  },
};

/** People at the web app: a screen asks for a dozen reports at once. */
export const SESSION_PER_MINUTE = 600;
export const SESSION_REPORTS_PER_SECOND = 30;
/** All visitors of the pages that carry one publishable key. */
export const PUBLISHABLE_PER_MINUTE = 600;

/** A plan that is not known (any more) is the smallest one. */
export function planNameOf(name: string): PlanName {
  return (PLANS as readonly string[]).includes(name) ? (name as PlanName) : 'free';
}

export function planOf(name: string): Plan {
  return PLAN[planNameOf(name)];
}
