/** Raises an alert for a link whose destination fails for a while, and takes it back when it has healed. */
import type { Link } from '../link/link.ts';
import { FAILURES_TO_ACT, type LinkHealth } from './health.ts';

const KIND = 'link.failing';

interface AboutLink {
  workspaceId: string;
  kind: string;
  subject: string;
}

export interface HealthAlerts {
  /** Raising what is raised keeps it one alert. */
  raise(alert: AboutLink & { detail: Record<string, unknown> }, nowMs: number): Promise<void>;
  resolve(alert: AboutLink, nowMs: number): Promise<void>;
}

/** @param failuresBefore those in a row before this check. */
export async function tellHealth(
  alerts: HealthAlerts,
  link: Link,
  failuresBefore: number,
  after: LinkHealth,
  nowMs: number,
): Promise<void> {
  const { workspaceId, id, domain, key, url, settings } = link;
  const alert = { workspaceId, kind: KIND, subject: id };
  if (after.failures >= FAILURES_TO_ACT) {
    const detail = { domain, key, url, problem: after.problem, fallbackUrl: settings.fallbackUrl ?? null };
    await alerts.raise({ ...alert, detail }, nowMs);
  } else if (after.failures === 0 && failuresBefore >= FAILURES_TO_ACT) await alerts.resolve(alert, nowMs);
}

/** For a link that is not looked at any more. */
export function forgetHealth(alerts: HealthAlerts, workspaceId: string, linkId: string, nowMs: number): Promise<void> {
  return alerts.resolve({ workspaceId, kind: KIND, subject: linkId }, nowMs);
}
