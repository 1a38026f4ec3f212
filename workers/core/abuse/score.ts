/** How suspicious a link is: a pure sum of what speaks against the worst of its addresses, with the reasons kept. */
import { CIRCUMSTANTIAL, type Signal, signal } from './signal.ts';
import { readSigns } from './read-signs.ts';

export const MAX_SCORE = 100;
/** From here on people look at the link; it works meanwhile. */
export const REVIEW_SCORE = 40;
/** From here on the link is not made. */
export const REFUSE_SCORE = 80;
/** Operators are told by mail of cases from here on. */
export const ALERT_SCORE = 60;
/** Circumstances count from here on: nobody is suspect for being new, or quick. */
const SUSPICIOUS_SCORE = 20;

const DAY_MS = 86_400_000;
/** Abuse comes from workspaces that were made for it. */
const YOUNG_MS = 7 * DAY_MS;
/** So many links within the burst's time are made by a program. */
export const BURST_LINKS = 30;
export const BURST_MS = 10 * 60_000;

export interface Assessment {
  score: number;
  /** Which field of the link holds the address, and the address. */
  field: string;
  address: string;
  signals: Signal[];
}

/** How the link came to be. */
export interface Circumstances {
  /** Age of the workspace in milliseconds. */
  ageMs: number;
  /** Links made in the workspace within BURST_MS, at most BURST_LINKS; undefined when nobody has asked. */
  madeLately?: number | undefined;
}

/** The sum of the weights, at most MAX_SCORE. */
export function scoreOf(signals: readonly Signal[]): number {
  return Math.min(
    MAX_SCORE,
    signals.reduce((sum, { weight }) => sum + weight, 0),
  );
}

/** True when it makes a difference how many links the workspace has made lately. */
export function isSuspicious({ signals }: Assessment): boolean {
  return scoreOf(signals.filter(({ sign }) => !CIRCUMSTANTIAL.has(sign))) >= SUSPICIOUS_SCORE;
}

/** The worst of these addresses: the first with the highest score. Undefined without any web address. */
export function assessAddresses(
  addresses: readonly (readonly [field: string, address: string])[],
): Assessment | undefined {
  let worst: Assessment | undefined;
  for (const [field, address] of addresses) {
    const signals = readSigns(address);
    const score = scoreOf(signals);
    if (!worst || score > worst.score) worst = { field, address, signals, score };
  }
  return worst;
}

/** The same assessment with what the circumstances add; a harmless address stays harmless. */
export function weighCircumstances(assessment: Assessment, { ageMs, madeLately = 0 }: Circumstances): Assessment {
  if (!isSuspicious(assessment)) return assessment;
  const signals = [
    ...assessment.signals,
    ...(ageMs < YOUNG_MS ? [signal('young', `${Math.floor(ageMs / DAY_MS)} days old`)] : []),
    ...(madeLately >= BURST_LINKS ? [signal('burst', `${madeLately} or more in ${BURST_MS / 60_000} minutes`)] : []),
  ];
  return { ...assessment, signals, score: scoreOf(signals) };
}
