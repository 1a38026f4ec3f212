/**
 * Removes a workspace whose grace period is over, a page at a time. Each step can be repeated, and the workspace itself goes last:
 * a run that ends anywhere is taken up by the next one.
 */
import type { Name } from '../link/ports.ts';

export interface DyingWorkspace {
  id: string;
  linkShard: number;
}

export interface DyingHost {
  slug: string;
  /** At the provider of certificates. */
  hostnameId: string | null;
}

export type DyingLink = Name & { id: string };

/** Everything of exactly one workspace that is to go. */
export interface Remains {
  /** Its domains, which serve nothing from now on. */
  hosts(): Promise<DyingHost[]>;
  /** The edge forgets the host, and so does whoever makes certificates. */
  forgetHost(host: DyingHost): Promise<void>;
  /** Some of its links; none when all are gone. */
  links(limit: number): Promise<DyingLink[]>;
  /** Takes the name out of service and gives it free. */
  withdraw(link: DyingLink): Promise<void>;
  removeLinks(ids: string[]): Promise<void>;
  /** Rows of every other table that belong to it, at most `limit` of each. @returns how many went. */
  removeRows(limit: number): Promise<number>;
  /** False when it was restored meanwhile. */
  removeWorkspace(nowMs: number): Promise<boolean>;
}

export interface PurgeOutcome {
  links: number;
  rows: number;
  done: boolean;
}

const LINKS_PER_PAGE = 50;
const ROWS_PER_PAGE = 1_000;

/** Works until nothing is left or `mayGoOn` says no. */
export async function purgeWorkspace(remains: Remains, mayGoOn: () => boolean, nowMs: number): Promise<PurgeOutcome> {
  const outcome: PurgeOutcome = { links: 0, rows: 0, done: false };
  for (const host of await remains.hosts()) await remains.forgetHost(host);
  while (mayGoOn()) {
    const page = await remains.links(LINKS_PER_PAGE);
    if (page.length === 0) break;
    // Names first: a link that is gone from the list must not redirect any more.
    await Promise.all(page.map((link) => remains.withdraw(link)));
    await remains.removeLinks(page.map(({ id }) => id));
    outcome.links += page.length;
  }
  while (mayGoOn()) {
    const removed = await remains.removeRows(ROWS_PER_PAGE);
    outcome.rows += removed;
    if (removed > 0) continue;
    outcome.done = await remains.removeWorkspace(nowMs);
    break;
  }
  return outcome;
}
